"use client";

import { Check, MessageSquarePlus, Pencil, X } from "lucide-react";
import { useState } from "react";

import { ApiProblem, describeProblem } from "../api/index";
import { approvalText as text } from "../text/index";
import { argumentsOf, isAsked, type ApprovalRequest } from "./approval-payload";
import { Button } from "./button";
import { Field } from "./field";
import { Textarea } from "./textarea";

/** `args`: other arguments than the call was to be made with. */
export type OnApprovalAnswer = (approved: boolean, comment: string, args?: Record<string, unknown>) => void;

type ApprovalDecisionProps = {
  request: ApprovalRequest;
  email: string;
  mayAnswer: boolean;
  isPending: boolean;
  problem: unknown;
  onAnswer: OnApprovalAnswer;
};

/** Yes, no, or yes with other arguments; and why. */
export function ApprovalDecision(props: ApprovalDecisionProps) {
  const { request, email, mayAnswer, isPending, problem, onAnswer } = props;
  const [comment, setComment] = useState<string | null>(null);
  const [edited, setEdited] = useState<string | null>(null);
  const [isChecked, setIsChecked] = useState(false);
  if (!mayAnswer) return <p className="text-xs text-muted">{text.mayNot}</p>;
  if (!isAsked(request.assignees, email)) {
    return <p className="text-xs text-muted">{text.notAsked(request.assignees.join(", "))}</p>;
  }
  const args = edited === null ? null : argumentsOf(edited);
  const said = comment?.trim() ?? "";
  const approve = () => {
    if (edited === null) return onAnswer(true, said);
    setIsChecked(true);
    if (args) onAnswer(true, said, args);
  };
  const fault = isChecked && !args ? text.notJson : faultOf(problem);
  return (
    <>
      {edited === null ? null : (
        <Field label={text.edited} hint={text.editedHint} error={fault ?? undefined}>
          <Textarea
            // eslint-disable-next-line jsx-a11y/no-autofocus -- it appears because somebody has asked for it
            autoFocus
            spellCheck={false}
            value={edited}
            className="max-h-72 font-mono text-xs max-md:text-[1rem]"
            onChange={(event) => {
              setEdited(event.target.value);
              setIsChecked(false);
            }}
          />
        </Field>
      )}
      {edited === null && fault ? (
        <p role="alert" className="text-danger">
          {fault}
        </p>
      ) : null}
      {comment === null ? null : (
        <Field label={text.comment} hint={text.commentHint}>
          <Textarea
            // eslint-disable-next-line jsx-a11y/no-autofocus -- it appears because somebody has asked for it
            autoFocus
            value={comment}
            maxLength={5000}
            onChange={(event) => setComment(event.target.value)}
          />
        </Field>
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" isPending={isPending} onClick={approve}>
          <Check aria-hidden />
          {edited === null ? text.approve : text.approveEdited}
        </Button>
        <Button isPending={isPending} onClick={() => onAnswer(false, said)}>
          <X aria-hidden />
          {text.refuse}
        </Button>
        <span className="flex flex-wrap gap-2 sm:ml-auto">
          {request.canEdit && edited === null ? (
            <Button variant="ghost" onClick={() => setEdited(JSON.stringify(request.args, null, 2))}>
              <Pencil aria-hidden />
              {text.edit}
            </Button>
          ) : null}
          {comment === null ? (
            <Button variant="ghost" onClick={() => setComment("")}>
              <MessageSquarePlus aria-hidden />
              {text.addComment}
            </Button>
          ) : null}
        </span>
      </div>
    </>
  );
}

/** What the server has against the answer: of each argument, or in general. */
function faultOf(problem: unknown): string | null {
  if (!problem) return null;
  const fields = problem instanceof ApiProblem ? Object.entries(problem.fields) : [];
  const told = fields.map(([field, message]) => `${field.replace(/^\/?arguments\/?/, "")}: ${message}`);
  return told.length > 0 ? told.join(" ") : describeProblem(problem).detail;
}
