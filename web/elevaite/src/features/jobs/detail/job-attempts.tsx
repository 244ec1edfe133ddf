import { formatDateTime, formatElapsed } from "@elevaite/shared/format";
import { Badge } from "@elevaite/shared/ui/badge";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";

import type { Job } from "@/queries/jobs";
import { jobsText } from "@/text/jobs";

const text = jobsText.attempts;

type Attempt = NonNullable<Job["attempts"]>[number];

/** Each time that a worker began a job: when, which one, and how it ended. The newest stands first. */
export function JobAttempts({ job }: { job: Job }) {
  const attempts = job.attempts ?? [];
  if (attempts.length === 0) return null;
  return (
    <section aria-label={text.title} className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold">{text.title}</h2>
      <ol
        reversed
        aria-label={text.title}
        className="divide-y rounded-lg border bg-surface text-sm shadow-sm"
      >
        {[...attempts].reverse().map((attempt) => (
          <li key={attempt.began_at} className="flex flex-col gap-1 px-3 py-2">
            <AttemptLine attempt={attempt} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function AttemptLine({ attempt }: { attempt: Attempt }) {
  const { worker, began_at, ended_at, outcome } = attempt;
  const error = attempt.error as { message?: string } | null;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <AttemptOutcome outcome={outcome} />
        <time dateTime={began_at} className="tabular-nums">
          {formatDateTime(began_at)}
        </time>
        {ended_at ? (
          <span className="text-muted tabular-nums">
            {text.took(formatElapsed(began_at, ended_at, Date.parse(ended_at)))}
          </span>
        ) : null}
        <span className="text-muted" title={worker}>
          {text.worker} <span className="font-mono text-xs">…{worker.slice(-8)}</span>
        </span>
      </div>
      {outcome === "lost" ? <p className="text-muted">{text.lostMeans}</p> : null}
      {error?.message ? <p className="wrap-anywhere whitespace-pre-wrap">{error.message}</p> : null}
    </>
  );
}

function AttemptOutcome({ outcome }: { outcome: Attempt["outcome"] }) {
  if (outcome === "lost") return <Badge tone="danger">{text.lost}</Badge>;
  if (outcome === "postponed") return <Badge tone="neutral">{text.postponed}</Badge>;
  // Of an attempt that is over the job's word says what came next.
  if (outcome === "retrying") return <Badge tone="warning">{text.retried}</Badge>;
  return <StatusBadge status={outcome} />;
}
