"use client";

import { useQuery } from "@tanstack/react-query";

import { formatDate } from "@elevaite/shared/format";
import { meQuery } from "@elevaite/shared/session";
import { CopyButton } from "@elevaite/shared/ui/copy-button";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { text as all } from "@/text/settings";

const text = all.profile;

export function Profile() {
  const { data: me, isPending, error, refetch } = useQuery(meQuery);
  if (isPending) return <Skeleton aria-busy className="h-32 rounded-md sm:h-26" />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <dl className="grid gap-x-6 text-sm max-sm:[&>dd]:mb-2 sm:grid-cols-[8rem_1fr] sm:gap-y-1.5">
      <dt className="text-muted">{text.name}</dt>
      <dd>{me.name || text.none}</dd>
      <dt className="text-muted">{text.email}</dt>
      <dd className="break-words">{me.email}</dd>
      <dt className="text-muted">{text.id}</dt>
      <dd className="flex min-w-0 items-center gap-1">
        <span className="min-w-0 truncate font-mono text-xs">{me.id}</span>
        <CopyButton value={me.id} label={text.copyId} className="-my-1.5 shrink-0" />
      </dd>
      <dt className="text-muted">{text.since}</dt>
      <dd>{formatDate(me.created_at)}</dd>
    </dl>
  );
}
