"use client";

import { useQuery } from "@tanstack/react-query";

import { ApiProblem } from "@elevaite/shared/api";
import { meQuery, usePermission } from "@elevaite/shared/session";
import { approvalText } from "@elevaite/shared/text";
import { ApprovalCard } from "@elevaite/shared/ui/approval-card";
import { toast } from "@elevaite/shared/ui/toast";

import type { Step } from "@/queries/run-journal";
import { useAnswerApproval } from "@/queries/runs";

/** A question that the run waits for. The journal says when it is answered, here or elsewhere. */
export function WaitingApproval({ run, step }: { run: string; step: Step }) {
  const mayAnswer = usePermission("approvals:answer");
  const { data: me } = useQuery(meQuery);
  const answer = useAnswerApproval(run);
  const since = step.phases.at(-1)?.from ?? step.startedAt;
  // Somebody else was faster: what they said is on its way.
  const isAnswered = answer.error instanceof ApiProblem && answer.error.reason === "already_answered";
  return (
    <ApprovalCard
      payload={step.wait?.payload}
      since={since === null ? null : new Date(since).toISOString()}
      until={step.wait?.until ?? null}
      stepTitle={step.title || step.node}
      email={me?.email ?? ""}
      mayAnswer={mayAnswer}
      isPending={answer.isPending || answer.isSuccess || isAnswered}
      problem={isAnswered ? null : answer.error}
      onAnswer={(approved, comment, args) =>
        answer.mutate(
          { step: step.path, approved, comment, args },
          { onSuccess: () => toast.success(approved ? approvalText.approved : approvalText.refused) },
        )
      }
    />
  );
}
