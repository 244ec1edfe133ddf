"use client";

import { useEffect, useState } from "react";

import { formatElapsed } from "@elevaite/shared/format";

import { isUnderWay } from "@/queries/job-filter";
import type { JobSummary } from "@/queries/jobs";
import { jobsText as text } from "@/text/jobs";

const kTickMilliseconds = 1_000;

/** How long a job took since it was first begun, or has been going on. */
export function JobDuration({ job }: { job: JobSummary }) {
  const isTicking = isUnderWay(job.status) && job.started_at !== null;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setNow(Date.now()), kTickMilliseconds);
    return () => clearInterval(timer);
  }, [isTicking]);
  if (job.started_at === null) return text.queues.none;
  return formatElapsed(job.started_at, job.finished_at, Math.max(now, Date.parse(job.started_at)));
}
