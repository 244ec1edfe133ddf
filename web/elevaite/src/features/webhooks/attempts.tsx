import { formatDuration } from "@elevaite/shared/format";
import { Badge } from "@elevaite/shared/ui/badge";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";

import type { Delivery } from "@/queries/webhook-endpoints";
import { text as all } from "@/text/webhooks";

const text = all.log;

/** What was tried, and what was answered; the newest first. */
export function Attempts({ attempts, webhook_id: id }: Pick<Delivery, "attempts" | "webhook_id">) {
  if (attempts.length === 0) return <p className="text-xs text-muted">{text.noAttempts}</p>;
  return (
    <ol className="flex flex-col gap-2">
      {attempts
        .map((attempt, index) => ({ ...attempt, number: index + 1 }))
        .reverse()
        .map(({ number, at, duration_ms: duration, response_status: status, response, error }) => (
          <li key={number} className="flex flex-col gap-1">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
              <span className="font-medium text-text">{text.attempt(number)}</span>
              <Badge tone={error ? "danger" : "success"}>
                {status ? text.answered(status) : text.noAnswer}
              </Badge>
              {duration === undefined ? null : <span>{formatDuration(duration)}</span>}
              {at ? <RelativeTime at={at} /> : null}
            </p>
            {error ? <p className="text-xs break-words text-danger">{error}</p> : null}
            {response ? (
              <pre
                // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
                tabIndex={0}
                role="region"
                aria-label={text.responseTo(number, id)}
                className="max-h-40 overflow-auto rounded-md bg-subtle p-2 font-mono text-xs whitespace-pre-wrap"
              >
                {response}
              </pre>
            ) : null}
          </li>
        ))}
    </ol>
  );
}
