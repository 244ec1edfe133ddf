"use client";

import { memo } from "react";

import { Badge } from "@elevaite/shared/ui/badge";
import { ProgressBar } from "@elevaite/shared/ui/progress-bar";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { RowLink } from "@elevaite/shared/ui/row-link";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@elevaite/shared/ui/table";
import { TableSkeleton, type SkeletonColumn } from "@elevaite/shared/ui/table-skeleton";

import { isUnderWay, type JobQueue } from "@/queries/job-filter";
import type { JobSummary } from "@/queries/jobs";
import { jobsText as text } from "@/text/jobs";

import { JobDuration } from "../job-duration";
import { JobName } from "../job-name";
import { progressOf } from "../progress";

const figureClasses = "text-right whitespace-nowrap text-muted tabular-nums";

export function JobTable({ jobs }: { jobs: JobSummary[] }) {
  return (
    <Table label={text.title}>
      <Head />
      <TableBody>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </TableBody>
    </Table>
  );
}

function Head() {
  const { status, what, queue, attempt, created, duration } = text.columns;
  return (
    <TableHeader>
      <tr>
        <TableHead className="w-28">{status}</TableHead>
        <TableHead>{what}</TableHead>
        <TableHead className="w-20 max-md:hidden">{queue}</TableHead>
        <TableHead className="w-20 text-right max-lg:hidden">{attempt}</TableHead>
        <TableHead className="w-28 text-right">{created}</TableHead>
        <TableHead className="w-28 text-right max-sm:hidden">{duration}</TableHead>
      </tr>
    </TableHeader>
  );
}

/** What is worth a word beside the name: how far it is, when it is due, or why it failed. */
function Note({ job }: { job: JobSummary }) {
  const { share, message, run } = progressOf(job.progress);
  const error = (job.error as { message?: string } | null)?.message;
  const isPutOff = job.status !== "running" && Date.parse(job.run_at) > Date.parse(job.created_at);
  if (job.is_cancelling) return <Badge tone="warning">{text.cancelling}</Badge>;
  // What has a run and is queued looks again later how far that is.
  if (job.status === "queued" && run) {
    return <span className="truncate text-muted max-sm:hidden">{text.runWaits}</span>;
  }
  if (isUnderWay(job.status) && isPutOff) {
    return (
      <span className="truncate text-muted max-sm:hidden">
        {text.due} <RelativeTime at={job.run_at} />
      </span>
    );
  }
  if (error) return <span className="min-w-0 truncate text-muted max-sm:hidden">{error}</span>;
  if (!isUnderWay(job.status)) return null;
  return (
    <>
      {share === null ? null : (
        <ProgressBar label={text.progress.label} share={share} className="max-w-24 max-sm:hidden" />
      )}
      {message ? <span className="truncate text-muted max-sm:hidden">{message}</span> : null}
    </>
  );
}

const JobRow = memo(function JobRow({ job }: { job: JobSummary }) {
  return (
    <TableRow>
      <TableCell className="w-28">
        <StatusBadge status={job.status} />
      </TableCell>
      <TableCell className="w-full max-w-0">
        <span className="flex min-w-0 items-center gap-2">
          <RowLink
            href={`/jobs/${job.id}`}
            className="min-w-16 shrink-0 truncate font-medium focus-visible:-outline-offset-2 max-sm:shrink"
          >
            <JobName job={job} />
          </RowLink>
          <Note job={job} />
        </span>
      </TableCell>
      <TableCell className="text-muted max-md:hidden">{text.queue[job.queue as JobQueue]}</TableCell>
      <TableCell className={`${figureClasses} max-lg:hidden`}>
        {text.attemptOf(job.attempt, job.max_attempts)}
      </TableCell>
      <TableCell className={figureClasses}>
        {/* Above the link, or its title would not show. */}
        <RelativeTime at={job.created_at} className="relative z-10" />
      </TableCell>
      <TableCell className={`${figureClasses} max-sm:hidden`}>
        <JobDuration job={job} />
      </TableCell>
    </TableRow>
  );
});

const skeleton: SkeletonColumn[] = [
  { bar: "h-5 w-20" },
  { cell: "w-full", bar: "w-40 max-w-full" },
  { cell: "max-md:hidden", bar: "w-10" },
  { cell: "max-lg:hidden", bar: "ml-auto w-12" },
  { bar: "ml-auto w-16" },
  { cell: "max-sm:hidden", bar: "ml-auto w-12" },
];

/** As high as the real rows, so that nothing moves when they come. */
export function JobTableSkeleton() {
  return <TableSkeleton label={text.title} head={<Head />} columns={skeleton} rows={8} />;
}
