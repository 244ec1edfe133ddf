"use client";

import { useQuery } from "@tanstack/react-query";

import { meQuery, usePermission } from "@elevaite/shared/session";
import { ApprovalCard } from "@elevaite/shared/ui/approval-card";

import type { Step } from "@/queries/run-journal";
import { useAnswerApproval } from "@/queries/runs";

/** What a step waits for; the journal of the run says when it is answered, here or elsewhere. */
export function StepApproval({ run, step }: { run: string; step: Step }) {
  const mayAnswer = usePermission("approvals:answer");
  const { data: me } = useQuery(meQuery);
  const answer = useAnswerApproval(run);
  const since = step.phases.at(-1)?.from ?? step.startedAt;
  return (
    <ApprovalCard
      payload={step.wait?.payload}
      since={since === null ? null : new Date(since).toISOString()}
      until={step.wait?.until ?? null}
      stepTitle={step.title || step.node}
      email={me?.email ?? ""}
      mayAnswer={mayAnswer}
      isPending={answer.isPending || answer.isSuccess}
      problem={answer.error}
      onAnswer={(approved, comment, args) => answer.mutate({ step: step.path, approved, comment, args })}
    />
  );
}
