"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState, type KeyboardEvent } from "react";

import { ApiProblem } from "@elevaite/shared/api";
import { meQuery, usePermission } from "@elevaite/shared/session";
import { approvalText } from "@elevaite/shared/text";
import { ApprovalCard, type GivenAnswer } from "@elevaite/shared/ui/approval-card";
import { toast } from "@elevaite/shared/ui/toast";

import type { Approval } from "@/queries/approvals";
import { useAnswerApproval } from "@/queries/runs";
import { approvalsText as text } from "@/text/approvals";

type ApprovalItemProps = { approval: Approval; place: number; agentName: string };

/** One that waits. Its answer shows at once; the list takes it away when the server has it. */
export function ApprovalItem({ approval, place, agentName }: ApprovalItemProps) {
  const mayAnswer = usePermission("approvals:answer");
  const { data: me } = useQuery(meQuery);
  const answer = useAnswerApproval(approval.run_id);
  const [given, setGiven] = useState<GivenAnswer | null>(null);
  const [isOver, setIsOver] = useState(false);
  const give = (approved: boolean, comment: string, args?: Record<string, unknown>) => {
    // What was changed may be refused: the question stays until the server has taken it.
    if (!args) setGiven({ approved, comment, is_timeout: false });
    answer.mutate(
      { step: approval.step, approved, comment, args },
      {
        onSuccess: () => toast.success(approved ? approvalText.approved : approvalText.refused),
        onError: (error) => {
          setGiven(null);
          // What somebody else has said is not ours to show; the list takes it away.
          setIsOver(error instanceof ApiProblem && error.reason === "already_answered");
        },
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Only when the card itself has the focus: in the comment, "a" is a letter.
    if (event.target !== event.currentTarget || given || isOver || !mayAnswer) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "a") give(true, "");
    if (event.key === "r") give(false, "");
  };
  return (
    <li>
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the buttons in it do the same */}
      <div data-approval tabIndex={-1} onKeyDown={onKeyDown} className="rounded-lg focus-visible:outline-2">
        <ApprovalCard
          payload={approval.payload}
          since={approval.since}
          until={approval.until}
          stepTitle={approval.title}
          place={place}
          email={me?.email ?? ""}
          mayAnswer={mayAnswer}
          isPending={answer.isPending}
          answer={given}
          isOver={isOver}
          problem={isOver ? null : answer.error}
          onAnswer={give}
          context={<Context approval={approval} agentName={agentName} />}
        />
      </div>
    </li>
  );
}

function Context({ approval, agentName }: { approval: Approval; agentName: string }) {
  const link = "rounded-sm underline-offset-2 hover:text-text hover:underline";
  return (
    <p className="flex flex-wrap gap-x-3 text-xs text-muted">
      <Link href={`/agents/${approval.agent_id}`} prefetch={false} className={link}>
        {agentName}
      </Link>
      <Link href={`/runs/${approval.run_id}`} prefetch={false} className={link}>
        {text.openRun}
      </Link>
    </p>
  );
}
