"use client";

import { Check, Download } from "lucide-react";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { NotificationSummary } from "@elevaite/shared/ui/notification-summary";
import { RowLink } from "@elevaite/shared/ui/row-link";

import { useFileLink } from "@/queries/files";
import { filesOf, hrefOf, useReadNotification, type Notification } from "@/queries/notifications";
import { text } from "@/text/notifications";

/** Its link covers the row; the buttons lie above it. */
export function NotificationRow({ notification }: { notification: Notification }) {
  const mayWrite = usePermission("notifications:write");
  const read = useReadNotification();
  const isUnread = notification.read_at === null;
  const markRead = () => {
    if (isUnread && mayWrite) read.mutate(notification.id);
  };
  return (
    <li className="relative flex items-start gap-2 px-4 py-3 hover:bg-subtle/70">
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <RowLink href={hrefOf(notification)} onClick={markRead} className="flex">
          <NotificationSummary
            kind={notification.kind}
            title={notification.title}
            body={notification.body}
            at={notification.created_at}
            unread={isUnread ? text.isUnread : null}
          />
        </RowLink>
        <Files notification={notification} />
      </div>
      {isUnread && mayWrite ? (
        <Button
          variant="ghost"
          size="icon-sm"
          className="relative z-1"
          title={text.read}
          aria-label={text.readOf(notification.title)}
          onClick={markRead}
        >
          <Check aria-hidden />
        </Button>
      ) : null}
    </li>
  );
}

function Files({ notification }: { notification: Notification }) {
  const mayRead = usePermission("files:read");
  const link = useFileLink();
  const files = filesOf(notification);
  if (files.length === 0 || !mayRead) return null;
  return (
    <ul className="relative z-1 ml-6.5 flex flex-wrap gap-2 self-start">
      {files.map(({ id, name }) => (
        <li key={id} className="min-w-0">
          <Button
            size="sm"
            className="max-w-full"
            aria-label={text.download(name)}
            // An attachment: the page stays where it is.
            onClick={() => link.mutate(id, { onSuccess: (url) => location.assign(url) })}
          >
            <Download aria-hidden />
            <span className="truncate">{name}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
