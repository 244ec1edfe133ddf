import {
  Bell,
  CircleCheck,
  CircleX,
  FileDown,
  ShieldQuestionMark,
  Unplug,
  type LucideIcon,
} from "lucide-react";

import { cn } from "./class-names";
import { RelativeTime } from "./relative-time";

const looks: Record<string, { icon: LucideIcon; tone: string }> = {
  job_succeeded: { icon: CircleCheck, tone: "text-success" },
  job_failed: { icon: CircleX, tone: "text-danger" },
  file_ready: { icon: FileDown, tone: "text-success" },
  run_succeeded: { icon: CircleCheck, tone: "text-success" },
  run_failed: { icon: CircleX, tone: "text-danger" },
  approval_needed: { icon: ShieldQuestionMark, tone: "text-warning" },
  endpoint_disabled: { icon: Unplug, tone: "text-warning" },
};
const unknown = { icon: Bell, tone: "text-muted" };

type NotificationSummaryProps = {
  kind: string;
  title: string;
  body: string;
  at: string;
  /** The word for it when it was not read; null when it was. */
  unread: string | null;
};

/** What one is told of, as it stands in every list of notifications. */
export function NotificationSummary({ kind, title, body, at, unread }: NotificationSummaryProps) {
  const { icon: Icon, tone } = looks[kind] ?? unknown;
  return (
    <span className="flex min-w-0 flex-1 gap-2.5">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", tone)} />
      <span className="flex min-w-0 flex-1 flex-col text-sm">
        <span className="flex items-start gap-2">
          <span className={cn("line-clamp-2 min-w-0 flex-1 break-words", unread && "font-semibold")}>
            {title}
          </span>
          {unread ? (
            <span className="mt-1.5 size-2 shrink-0 rounded-full bg-accent">
              <span className="sr-only">{unread}</span>
            </span>
          ) : null}
        </span>
        {body ? <span className="line-clamp-2 break-words text-muted">{body}</span> : null}
        <RelativeTime at={at} className="text-xs text-muted" />
      </span>
    </span>
  );
}
