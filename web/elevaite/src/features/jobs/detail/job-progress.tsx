"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { formatPercent, formatRelative } from "@elevaite/shared/format";
import { Card, CardBody, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { ProgressBar } from "@elevaite/shared/ui/progress-bar";

import { jobStepsQuery } from "@/queries/job-steps";
import type { Job } from "@/queries/jobs";
import { jobsText } from "@/text/jobs";

import { progressOf } from "../progress";

const text = jobsText.progress;
const kTickMilliseconds = 5_000;

/** How far a job is that has not ended, as exactly as its worker says. */
export function JobProgress({ job }: { job: Job }) {
  const { share, message, run } = progressOf(job.progress);
  const { data: steps } = useQuery({ ...jobStepsQuery(run ?? "", false), enabled: run !== null });
  const doneSteps = steps?.filter(({ status }) => status === "succeeded").length ?? 0;
  const working = steps?.find(({ status }) => status === "running");
  const isWorking = job.status === "running";
  const said = [
    useSentence(job, run !== null),
    message,
    doneSteps > 0 ? text.steps(doneSteps) : null,
    isWorking && working ? text.now(working.title || working.node_id) : null,
  ].filter(Boolean);
  return (
    <Card aria-label={text.title}>
      <CardHeader>
        <CardTitle>{text.title}</CardTitle>
        {share === null ? null : (
          <span className="ml-auto text-sm text-muted tabular-nums">{formatPercent(share)}</span>
        )}
      </CardHeader>
      <CardBody className="flex flex-col gap-2.5">
        {/* A bar that moves says that something goes on; what only waits has none. */}
        {isWorking || share !== null ? <ProgressBar label={text.label} share={share} /> : null}
        <p role="status" className="text-sm text-muted">
          {said.join(" · ")}
        </p>
      </CardBody>
    </Card>
  );
}

/** What a job does or waits for, in a sentence. */
function useSentence(job: Job, hasRun: boolean): string {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), kTickMilliseconds);
    return () => clearInterval(timer);
  }, []);
  const isLater = Date.parse(job.run_at) > now;
  if (job.is_cancelling) return text.cancelling;
  if (job.status === "running") return text.working;
  if (job.status === "retrying") return text.retries(formatRelative(job.run_at, now));
  if (hasRun) return text.runWaits;
  return isLater ? text.waitsUntil(formatRelative(job.run_at, now)) : text.waits;
}
