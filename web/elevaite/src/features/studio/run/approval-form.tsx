"use client";

import { Check, X } from "lucide-react";
import { useState } from "react";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { Input } from "@elevaite/shared/ui/input";
import { JsonView } from "@elevaite/shared/ui/json-view";

import type { Step } from "@/queries/run-journal";
import { useAnswerApproval } from "@/queries/runs";
import { studioText as text } from "@/text/studio";

import { isObject } from "../document/format";

const textIn = (value: unknown, name: string) =>
  isObject(value) && typeof value[name] === "string" ? value[name] : "";

/** What the run waits for: the exact call or question, and the two answers. */
export function ApprovalForm({ run, step }: { run: string; step: Step }) {
  const mayAnswer = usePermission("approvals:answer");
  const answer = useAnswerApproval(run);
  const [comment, setComment] = useState("");
  const payload = step.wait?.payload;
  const title = textIn(payload, "title") || textIn(payload, "tool") || step.title || step.node;
  const message = textIn(payload, "message");
  const hasMore =
    isObject(payload) && Object.keys(payload).some((name) => name !== "title" && name !== "message");
  const give = (approved: boolean) => answer.mutate({ step: step.path, approved, comment: comment.trim() });
  return (
    <section
      aria-label={text.run.approval(title)}
      className="flex flex-col gap-2.5 rounded-lg border border-warning/50 bg-warning-subtle/50 p-3 text-sm"
    >
      <h3 className="font-semibold">{title}</h3>
      {message ? <p className="wrap-anywhere whitespace-pre-wrap">{message}</p> : null}
      {hasMore ? <JsonView value={payload} label={text.run.approvalDetails} /> : null}
      {mayAnswer ? (
        <>
          <Input
            aria-label={text.run.comment}
            placeholder={text.run.comment}
            maxLength={5000}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
          <div className="flex gap-2">
            <Button variant="primary" size="sm" isPending={answer.isPending} onClick={() => give(true)}>
              <Check aria-hidden />
              {text.run.approve}
            </Button>
            <Button size="sm" isPending={answer.isPending} onClick={() => give(false)}>
              <X aria-hidden />
              {text.run.refuse}
            </Button>
          </div>
        </>
      ) : (
        <p className="text-muted">{text.run.mayNotAnswer}</p>
      )}
    </section>
  );
}
