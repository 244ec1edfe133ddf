import Link from "next/link";

import { formatDuration, formatNumber } from "@elevaite/shared/format";
import { Card, CardBody, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { cn } from "@elevaite/shared/ui/class-names";

import { jobsHref, type JobQueue } from "@/queries/job-filter";
import type { Queue } from "@/queries/queues";
import { jobsText } from "@/text/jobs";

const text = jobsText.queues;

/** What stands in a queue. Every figure leads to the jobs that it counts. */
export function QueueCard({ queue }: { queue: Queue }) {
  const name = queue.name as JobQueue;
  const title = jobsText.queue[name] ?? queue.name;
  const href = (status: "queued" | "running" | "retrying" | "failed") => jobsHref({ queue: name, status });
  const age = queue.oldest_age_ms;
  return (
    <Card aria-label={title}>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <span className="text-xs text-muted">{text.about[queue.name]}</span>
      </CardHeader>
      <CardBody className="p-2">
        <dl className="grid grid-cols-3 gap-1">
          <Figure label={text.queued} value={formatNumber(queue.queued)} href={href("queued")} />
          <Figure label={text.running} value={formatNumber(queue.running)} href={href("running")} />
          <Figure label={text.retrying} value={formatNumber(queue.retrying)} href={href("retrying")} />
          <Figure label={text.delayed} value={formatNumber(queue.delayed)} href={null} />
          <Figure
            label={text.failed}
            value={formatNumber(queue.failed)}
            href={href("failed")}
            isBad={queue.failed > 0}
          />
          <Figure label={text.oldest} value={age === null ? text.none : formatDuration(age)} href={null} />
        </dl>
      </CardBody>
    </Card>
  );
}

type FigureProps = { label: string; value: string; href: string | null; isBad?: boolean };

function Figure({ label, value, href, isBad = false }: FigureProps) {
  const classes = cn("text-xl font-semibold tabular-nums", isBad && "text-danger");
  return (
    <div className="relative rounded-md px-2 py-1.5 has-[a]:hover:bg-subtle/70">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className={classes}>
        {href ? (
          <Link href={href} prefetch={false} className="row-link">
            {value}
          </Link>
        ) : (
          value
        )}
      </dd>
    </div>
  );
}
