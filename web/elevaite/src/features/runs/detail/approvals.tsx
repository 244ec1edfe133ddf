"use client";

import { Check, UserCheck, X } from "lucide-react";
import { useState } from "react";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { Field } from "@elevaite/shared/ui/field";
import { JsonView } from "@elevaite/shared/ui/json-view";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Textarea } from "@elevaite/shared/ui/textarea";
import { toast } from "@elevaite/shared/ui/toast";

import type { Step } from "@/queries/run-journal";
import { useAnswerApproval } from "@/queries/runs";
import { runsText } from "@/text/runs";

const text = runsText.approval;

/** What a node asks, or the call that an agent wants to make. */
type Payload = {
  title?: string;
  message?: string;
  details?: unknown;
  assignees?: string[];
  tool?: string;
  arguments?: unknown;
};

/** A question that the run waits for, with the whole of what is to be decided. */
export function ApprovalCard({ run, step }: { run: string; step: Step }) {
  const mayAnswer = usePermission("approvals:answer");
  const answer = useAnswerApproval(run);
  const [comment, setComment] = useState("");
  const payload = (step.wait?.payload ?? {}) as Payload;
  const send = (approved: boolean) =>
    answer.mutate(
      { step: step.path, approved, comment: comment.trim() },
      { onSuccess: () => toast.success(approved ? text.approved : text.rejected) },
    );
  // Answered, and the journal has not said so yet.
  const isPending = answer.isPending || answer.isSuccess;
  const title = payload.tool ? text.tool(payload.tool) : (payload.title ?? text.title);
  return (
    <section aria-label={title} className="rounded-lg border border-warning/40 bg-warning-subtle p-4 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <UserCheck aria-hidden className="size-4 shrink-0 text-warning" />
        <h2 className="min-w-0 font-semibold wrap-anywhere">{title}</h2>
        {step.wait?.until ? (
          <span className="ml-auto text-xs text-muted">
            {text.expires} <RelativeTime at={step.wait.until} />
          </span>
        ) : null}
      </div>
      <div className="mt-3 flex flex-col gap-3">
        {payload.tool && payload.title ? <p className="text-muted">{payload.title}</p> : null}
        {payload.message ? <p className="wrap-anywhere whitespace-pre-wrap">{payload.message}</p> : null}
        {payload.arguments === undefined ? null : (
          <JsonView value={payload.arguments} label={text.arguments} />
        )}
        {payload.details === undefined ? null : <JsonView value={payload.details} label={text.details} />}
        {payload.assignees?.length ? (
          <p className="text-xs text-muted">{text.assignees(payload.assignees.join(", "))}</p>
        ) : null}
        {mayAnswer ? (
          <>
            <Field label={text.comment} hint={text.commentHint}>
              <Textarea
                value={comment}
                maxLength={5000}
                onChange={(event) => setComment(event.target.value)}
              />
            </Field>
            <div className="flex flex-wrap gap-2">
              <Button variant="primary" isPending={isPending} onClick={() => send(true)}>
                <Check aria-hidden />
                {text.approve}
              </Button>
              <Button isPending={isPending} onClick={() => send(false)}>
                <X aria-hidden />
                {text.reject}
              </Button>
            </div>
          </>
        ) : (
          <p className="text-xs text-muted">{text.mayNot}</p>
        )}
      </div>
    </section>
  );
}
