"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";

import { entriesOf } from "@elevaite/shared/query";
import { Button } from "@elevaite/shared/ui/button";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { RowLink } from "@elevaite/shared/ui/row-link";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { toast } from "@elevaite/shared/ui/toast";

import { noJobFilter } from "@/queries/job-filter";
import { jobsQuery, useRedriveJob, type JobSummary } from "@/queries/jobs";
import { useAgentName } from "@/queries/use-agent-name";
import { jobsText } from "@/text/jobs";

import { JobName, kindName } from "../job-name";

const text = jobsText.failures;
/** The rest is in the list. */
const kShown = 10;

type FailedJobsProps = { kind: string; cause: string; mayRedrive: boolean };

/** The newest jobs of a cause, each with its own way back. */
export function FailedJobs({ kind, cause, mayRedrive }: FailedJobsProps) {
  const query = useInfiniteQuery(jobsQuery({ ...noJobFilter, status: "failed", kind, cause }));
  if (query.isError && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} className="m-4" />;
  }
  if (!query.data) return <Skeleton className="m-4 h-8" />;
  return (
    <ul className="divide-y">
      {entriesOf(query.data)
        .slice(0, kShown)
        .map((job) => (
          <FailedJob key={job.id} job={job} mayRedrive={mayRedrive} />
        ))}
    </ul>
  );
}

function useJobName({ agent_id, kind }: JobSummary): string {
  const agent = useAgentName(agent_id ?? "");
  return (agent_id ? agent.name : null) ?? kindName(kind);
}

function FailedJob({ job, mayRedrive }: { job: JobSummary; mayRedrive: boolean }) {
  const redrive = useRedriveJob();
  const name = useJobName(job);
  const error = (job.error as { message?: string } | null)?.message;
  return (
    <li className="relative flex min-h-10 items-center gap-3 px-4 py-1.5 text-sm hover:bg-subtle/70">
      <RowLink href={`/jobs/${job.id}`} className="min-w-16 truncate font-medium sm:shrink-0">
        <JobName job={job} />
      </RowLink>
      <span className="min-w-0 flex-1 truncate text-muted">
        <span className="max-sm:hidden">{error}</span>
      </span>
      <span className="text-xs text-muted">{jobsText.attemptOf(job.attempt, job.max_attempts)}</span>
      <RelativeTime at={job.finished_at ?? job.created_at} className="relative z-10 text-xs text-muted" />
      {mayRedrive ? (
        <Button
          variant="ghost"
          size="icon-sm"
          className="relative z-10"
          aria-label={text.redriveOne(name)}
          isPending={redrive.isPending}
          onClick={() =>
            redrive.mutate(job.id, { onSuccess: () => toast.success(jobsText.actions.redriven) })
          }
        >
          <RotateCcw aria-hidden />
        </Button>
      ) : null}
    </li>
  );
}
