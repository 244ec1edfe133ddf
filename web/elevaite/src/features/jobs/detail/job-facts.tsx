"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";

import { formatDateTime } from "@elevaite/shared/format";
import { Fact } from "@elevaite/shared/ui/fact";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";

import { isUnderWay, type JobQueue } from "@/queries/job-filter";
import type { Job } from "@/queries/jobs";
import { useMemberName } from "@/queries/members";
import { runQuery } from "@/queries/runs";
import { jobsText } from "@/text/jobs";

import { JobDuration } from "../job-duration";
import { JobName, kindName } from "../job-name";
import { progressOf } from "../progress";

const text = jobsText.facts;
const kRunRefreshMilliseconds = 2_000;
const kUsualPriority = 4;
const linkClasses = "rounded-sm text-accent-text hover:underline";

/** The figures of a job, side by side. */
export function JobFacts({ job }: { job: Job }) {
  const by = useMemberName(job.created_by);
  const { run } = progressOf(job.progress);
  return (
    <dl
      aria-label={text.label}
      className="flex flex-wrap gap-x-8 gap-y-3 rounded-lg border bg-surface px-4 py-3 text-sm shadow-sm"
    >
      {job.agent_id ? (
        <Fact label={text.agent}>
          <Link href={`/agents/${job.agent_id}`} className={linkClasses}>
            <JobName job={job} />
          </Link>
        </Fact>
      ) : null}
      <Fact label={text.kind}>{kindName(job.kind)}</Fact>
      {run ? (
        <Fact label={text.run}>
          <RunOfJob id={run} isLive={isUnderWay(job.status)} />
        </Fact>
      ) : null}
      <Fact label={text.queue}>{jobsText.queue[job.queue as JobQueue]}</Fact>
      {job.priority === kUsualPriority ? null : <Fact label={text.priority}>{job.priority}</Fact>}
      <Fact label={text.attempt}>
        <span className="tabular-nums">{jobsText.attemptOf(job.attempt, job.max_attempts)}</span>
      </Fact>
      {job.redrives > 0 ? <Fact label={text.redrives}>{text.times(job.redrives)}</Fact> : null}
      <Fact label={text.by}>{by}</Fact>
      <Fact label={text.created}>
        <RelativeTime at={job.created_at} />
      </Fact>
      {job.deadline_at ? (
        <Fact label={text.deadline}>
          <time dateTime={job.deadline_at}>{formatDateTime(job.deadline_at)}</time>
        </Fact>
      ) : null}
      {job.finished_at ? (
        <Fact label={text.ended}>
          <RelativeTime at={job.finished_at} />
        </Fact>
      ) : null}
      <Fact label={text.duration}>
        <span className="tabular-nums">
          <JobDuration job={job} />
        </span>
      </Fact>
    </dl>
  );
}

/** The run that a job has begun, as it stands. */
function RunOfJob({ id, isLive }: { id: string; isLive: boolean }) {
  const { data: run } = useQuery({
    ...runQuery(id),
    refetchInterval: isLive ? kRunRefreshMilliseconds : false,
    retry: false,
  });
  return (
    <span className="flex items-center gap-2">
      <Link href={`/runs/${id}`} prefetch={false} className={`${linkClasses} font-mono text-xs`}>
        …{id.slice(-8)}
      </Link>
      {run ? <StatusBadge status={run.status} /> : null}
    </span>
  );
}
