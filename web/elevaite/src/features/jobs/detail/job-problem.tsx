import { TriangleAlert } from "lucide-react";

import { Alert } from "@elevaite/shared/ui/alert";
import { cn } from "@elevaite/shared/ui/class-names";

import type { Job } from "@/queries/jobs";
import { jobsText } from "@/text/jobs";
import { runsText } from "@/text/runs";

const text = jobsText.problem;

type JobError = { code: string; message: string; reason?: string };

/** Why a job failed or tries again, and what to do about it. */
export function JobProblem({ job }: { job: Job }) {
  const error = job.error as JobError | null;
  if (!error || job.status === "succeeded") return null;
  if (job.status === "cancelled") return <Alert title={text.cancelled}>{error.message}</Alert>;
  const isFailed = job.status === "failed";
  const { byReason, byCode } = runsText.problem;
  const advice = (error.reason ? byReason[error.reason] : undefined) ?? byCode[error.code];
  const title = isFailed ? text.failed : text.retrying;
  return (
    <section
      aria-label={title}
      className={cn(
        "flex gap-2.5 rounded-lg px-3 py-2.5 text-sm",
        isFailed ? "bg-danger-subtle" : "bg-warning-subtle",
      )}
    >
      <TriangleAlert
        aria-hidden
        className={cn("mt-0.5 size-4 shrink-0", isFailed ? "text-danger" : "text-warning")}
      />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className={cn("font-medium", isFailed ? "text-danger" : "text-warning")}>{title}</p>
        <p className="wrap-anywhere whitespace-pre-wrap">{error.message}</p>
        {advice ? <p className="text-muted">{advice}</p> : null}
        <p className="font-mono text-2xs text-muted">
          {[error.code, error.reason].filter(Boolean).join(" · ")}
        </p>
      </div>
    </section>
  );
}
