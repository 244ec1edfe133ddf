"use client";

import { useQuery } from "@tanstack/react-query";

import { usePermission, useSession } from "@elevaite/shared/session";
import { cn } from "@elevaite/shared/ui/class-names";

import { approvalCountQuery } from "@/queries/approvals";
import { queuesQuery } from "@/queries/queues";
import { approvalsText } from "@/text/approvals";
import { jobsText } from "@/text/jobs";
import { text } from "@/text/notifications";

import { UnreadCount } from "./unread-count";
import { useUnread } from "./use-unread";

/** Somebody who looks at the jobs asks more often; the badge only has to know some day. */
const kFailedRefreshMilliseconds = 30_000;
const kCounted = 999;

/** How many approvals wait. Nothing when there are none: a zero would ask for attention too. */
export function ApprovalsBadge() {
  // The sidebar stands before anybody is known, and asks nothing until then.
  return useSession().status === "signed_in" ? <Count /> : null;
}

/** How many jobs no attempt could finish. */
export function FailedJobsBadge() {
  return useSession().status === "signed_in" ? <FailedJobs /> : null;
}

function FailedJobs() {
  const mayRead = usePermission("runs:read");
  const { data: queues } = useQuery({
    ...queuesQuery,
    enabled: mayRead,
    refetchInterval: kFailedRefreshMilliseconds,
  });
  const failed = queues?.reduce((sum, queue) => sum + queue.failed, 0) ?? 0;
  if (failed === 0) return null;
  const shown = failed > kCounted ? `${kCounted}+` : String(failed);
  return <Badge shown={shown} said={jobsText.failedCount(shown)} className="bg-danger-subtle text-danger" />;
}

function Count() {
  const mayRead = usePermission("runs:read");
  const { data } = useQuery({ ...approvalCountQuery, enabled: mayRead });
  if (!data || data.count === 0) return null;
  const shown = data.hasMore ? `${data.count}+` : String(data.count);
  return <Badge shown={shown} said={approvalsText.count(shown)} className="bg-warning-subtle text-warning" />;
}

function Badge({ shown, said, className }: { shown: string; said: string; className: string }) {
  return (
    <span className={cn("ml-auto rounded-full px-1.5 text-2xs font-semibold tabular-nums", className)}>
      <span aria-hidden>{shown}</span>
      <span className="sr-only">{said}</span>
    </span>
  );
}

/** Only in the sheet of a phone: beside the sidebar stands the bell, which says it already. */
export function NotificationsBadge() {
  const unread = useUnread();
  if (unread === 0) return null;
  return (
    <span className="ml-auto md:hidden">
      <UnreadCount count={unread} />
      <span className="sr-only">{text.unread(unread)}</span>
    </span>
  );
}
