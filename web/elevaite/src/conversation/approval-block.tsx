"use client";

import { useQuery } from "@tanstack/react-query";

import { ApiProblem } from "@elevaite/shared/api";
import { meQuery, usePermission } from "@elevaite/shared/session";
import { ApprovalCard } from "@elevaite/shared/ui/approval-card";

import { useAnswerApproval } from "@/queries/runs";

import type { AnswerApproval } from "./chat-message";

/** A question inside the conversation. The journal of the run says when it is answered, here or elsewhere. */
export function ApprovalBlock({ approval, stepTitle }: { approval: AnswerApproval; stepTitle: string }) {
  const mayAnswer = usePermission("approvals:answer");
  const { data: me } = useQuery(meQuery);
  const answer = useAnswerApproval(approval.run_id);
  // Somebody else was faster: what they said is on its way.
  const isAnswered = answer.error instanceof ApiProblem && answer.error.reason === "already_answered";
  return (
    <ApprovalCard
      payload={approval.payload}
      since={approval.since}
      until={approval.until}
      answer={approval.answer}
      isOver={approval.is_over}
      stepTitle={stepTitle}
      email={me?.email ?? ""}
      mayAnswer={mayAnswer}
      isPending={answer.isPending || answer.isSuccess || isAnswered}
      problem={isAnswered ? null : answer.error}
      onAnswer={(approved, comment, args) => answer.mutate({ step: approval.step, approved, comment, args })}
    />
  );
}
