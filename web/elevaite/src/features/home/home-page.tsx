"use client";

import { useQuery } from "@tanstack/react-query";

import { meQuery } from "@elevaite/shared/session";
import { Page } from "@elevaite/shared/ui/page";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { text } from "@/text";

export function HomePage() {
  const { data: me } = useQuery(meQuery);
  return (
    <Page
      title={me ? text.home.title(me.name || me.email) : <Skeleton className="h-7 w-56" />}
      description={me ? text.home.description(me.tenant.name) : undefined}
    >
      {null}
    </Page>
  );
}
