"use client";

import { useQuery } from "@tanstack/react-query";

import { ApiProblem } from "@elevaite/shared/api";
import { useRoutePath } from "@elevaite/shared/routing";
import { Badge } from "@elevaite/shared/ui/badge";
import { Breadcrumb } from "@elevaite/shared/ui/breadcrumb";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { NotFound } from "@elevaite/shared/ui/not-found";
import { Page } from "@elevaite/shared/ui/page";
import { Skeleton, SkeletonText } from "@elevaite/shared/ui/skeleton";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";

import { isUnderWay } from "@/queries/job-filter";
import { jobQuery, type Job } from "@/queries/jobs";
import { jobsText as text } from "@/text/jobs";

import { JobName } from "../job-name";
import { JobActions } from "./job-actions";
import { JobAttempts } from "./job-attempts";
import { JobFacts } from "./job-facts";
import { JobOutcome } from "./job-outcome";
import { JobProblem } from "./job-problem";
import { JobProgress } from "./job-progress";

export function JobPage() {
  const path = useRoutePath("/jobs/[job]");
  // Another job is another page: nothing of the one before may be left.
  return path ? <JobById key={path.job} id={path.job} /> : <JobSkeleton />;
}

function JobById({ id }: { id: string }) {
  const { data: job, error, refetch } = useQuery(jobQuery(id));
  if (job) return <JobView job={job} />;
  if (error instanceof ApiProblem && error.isNotFound) return <NotFound />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} className="m-6" />;
  return <JobSkeleton />;
}

function JobView({ job }: { job: Job }) {
  return (
    <Page
      breadcrumb={
        <Breadcrumb
          crumbs={[
            { label: text.title, href: "/jobs" },
            { label: <span className="font-mono text-xs">{job.id}</span> },
          ]}
        />
      }
      title={
        <span className="flex min-w-0 items-center gap-2.5">
          <span className="truncate">
            <JobName job={job} />
          </span>
          <StatusBadge status={job.status} />
          {job.is_cancelling ? <Badge tone="warning">{text.cancelling}</Badge> : null}
        </span>
      }
      actions={<JobActions job={job} />}
    >
      <JobFacts job={job} />
      {isUnderWay(job.status) ? <JobProgress job={job} /> : null}
      <JobProblem job={job} />
      <JobOutcome job={job} />
      <JobAttempts job={job} />
    </Page>
  );
}

function JobSkeleton() {
  return (
    <div aria-busy="true">
      <Page breadcrumb={<SkeletonText className="h-5 w-40" />} title={<SkeletonText className="h-7 w-56" />}>
        <Skeleton className="h-28 w-full rounded-lg" />
        <Skeleton className="h-20 w-full rounded-lg" />
        <Skeleton className="h-48 w-full rounded-lg" />
      </Page>
    </div>
  );
}
