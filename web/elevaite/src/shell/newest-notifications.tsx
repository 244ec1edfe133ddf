"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { NotificationSummary } from "@elevaite/shared/ui/notification-summary";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import {
  hrefOf,
  newestNotificationsQuery,
  useReadAllNotifications,
  useReadNotification,
  type Notification,
} from "@/queries/notifications";
import { text } from "@/text/notifications";

import { useUnread } from "./use-unread";

/** What the bell opens: the newest, and the way to all of them. */
export function NewestNotifications({ onLeave }: { onLeave: () => void }) {
  const { data, isPending, error, refetch } = useQuery(newestNotificationsQuery);
  return (
    <>
      <Header newest={data?.[0]?.seq ?? null} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {isPending ? <Skeleton aria-busy className="m-3 h-24" /> : null}
        {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} className="m-3" /> : null}
        {data ? <List notifications={data} onLeave={onLeave} /> : null}
      </div>
      <footer className="flex items-center justify-between border-t px-3 py-2">
        <Link href="/notifications" onClick={onLeave} className={linkClasses}>
          {text.seeAll}
        </Link>
        <Link
          href="/settings#notifications"
          aria-label={text.settingsLabel}
          onClick={onLeave}
          className={linkClasses}
        >
          {text.settings}
        </Link>
      </footer>
    </>
  );
}

const linkClasses = "rounded-sm text-sm font-medium text-accent-text underline-offset-4 hover:underline";

function Header({ newest }: { newest: number | null }) {
  const unread = useUnread();
  const mayWrite = usePermission("notifications:write");
  const readAll = useReadAllNotifications();
  return (
    <header className="flex h-11 shrink-0 items-center justify-between gap-2 border-b px-3">
      <h2 className="text-sm font-semibold">{text.title}</h2>
      {unread > 0 && newest !== null && mayWrite ? (
        <Button
          variant="ghost"
          size="sm"
          isPending={readAll.isPending}
          onClick={() => readAll.mutate(newest)}
        >
          {text.readAll}
        </Button>
      ) : null}
    </header>
  );
}

function List({ notifications, onLeave }: { notifications: Notification[]; onLeave: () => void }) {
  const mayWrite = usePermission("notifications:write");
  const read = useReadNotification();
  if (notifications.length === 0) {
    return (
      <div className="flex flex-col gap-1 px-6 py-10 text-center text-sm">
        <p className="font-medium">{text.emptyTitle}</p>
        <p className="text-muted">{text.emptyDescription}</p>
      </div>
    );
  }
  const open = ({ id, read_at }: Notification) => {
    if (read_at === null && mayWrite) read.mutate(id);
    onLeave();
  };
  return (
    <ul aria-label={text.title} className="divide-y">
      {notifications.map((notification) => (
        <li key={notification.id}>
          <Link
            href={hrefOf(notification)}
            prefetch={false}
            onClick={() => open(notification)}
            className="flex px-3 py-2.5 hover:bg-subtle focus-visible:-outline-offset-2"
          >
            <NotificationSummary
              kind={notification.kind}
              title={notification.title}
              body={notification.body}
              at={notification.created_at}
              unread={notification.read_at === null ? text.isUnread : null}
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}
