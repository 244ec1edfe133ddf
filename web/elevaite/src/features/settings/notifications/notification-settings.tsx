"use client";

import { useQuery } from "@tanstack/react-query";

import { usePermission } from "@elevaite/shared/session";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { notificationPreferencesQuery } from "@/queries/notification-preferences";

import { ChannelNotes } from "./channel-notes";
import { ChoiceTable } from "./choice-table";
import { SlackChoice } from "./slack-choice";

export function NotificationSettings() {
  const { data, isPending, error, refetch } = useQuery(notificationPreferencesQuery);
  const mayWrite = usePermission("notifications:write");
  if (isPending) return <Skeleton aria-busy className="h-96 rounded-md" />;
  if (!data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex flex-col gap-5">
      <ChoiceTable preferences={data} mayWrite={mayWrite} />
      <ChannelNotes preferences={data} />
      {mayWrite ? (
        <SlackChoice
          // What is stored is where the form begins.
          key={`${data.slack?.credential_id} ${data.slack?.channel}`}
          slack={data.slack}
        />
      ) : null}
    </div>
  );
}
