"use client";

import { Check, UserCheck, X } from "lucide-react";
import type { ReactNode } from "react";

import { approvalText as text } from "../text/index";
import { ApprovalDecision, type OnApprovalAnswer } from "./approval-decision";
import { readApproval } from "./approval-payload";
import { cn } from "./class-names";
import { JsonView } from "./json-view";
import { RelativeTime } from "./relative-time";

/** `args`: of a tool call that was approved, others than it was to be made with. */
export type GivenAnswer = { approved: boolean; comment: string; args?: unknown; is_timeout: boolean };

type ApprovalCardProps = {
  payload: unknown;
  since: string | null;
  until: string | null;
  /** The name of the step, for a question without a title. */
  stepTitle: string;
  email: string;
  mayAnswer: boolean;
  isPending: boolean;
  onAnswer: OnApprovalAnswer;
  /** Why the answer was not taken. */
  problem?: unknown;
  /** When it is not waited for any more: how it ended. */
  answer?: GivenAnswer | null;
  isOver?: boolean;
  /** What stands above the question: the agent, a link. */
  context?: ReactNode;
  /** Which one it is of several that may have the same title. */
  place?: number;
  className?: string;
};

/** A question that a run waits for, with the whole of what is to be decided. */
export function ApprovalCard(props: ApprovalCardProps) {
  const {
    payload,
    until,
    since,
    stepTitle,
    answer = null,
    isOver = false,
    context,
    place,
    className,
  } = props;
  const request = readApproval(payload);
  const title = request.tool ? text.tool(request.tool) : request.title || stepTitle || text.title;
  const isOpen = !answer && !isOver;
  return (
    <section
      aria-label={place ? text.inPlace(title, place) : title}
      className={cn(
        "rounded-lg border bg-surface text-sm shadow-sm",
        isOpen && "border-warning/50",
        className,
      )}
    >
      <header
        className={cn("flex items-start gap-2.5 rounded-t-lg px-4 py-3", isOpen && "bg-warning-subtle/60")}
      >
        <UserCheck
          aria-hidden
          className={cn("mt-0.5 size-4 shrink-0", isOpen ? "text-warning" : "text-muted")}
        />
        <div className="min-w-0 flex-1">
          {context}
          <h2 className="font-semibold wrap-anywhere">{title}</h2>
          {isOpen ? <WaitingLine assignees={request.assignees} email={props.email} /> : null}
        </div>
        <div className="shrink-0 text-right text-xs text-muted">
          {since ? (
            <p>
              {text.since} <RelativeTime at={since} />
            </p>
          ) : null}
          {until && isOpen ? (
            <p>
              {text.expires} <RelativeTime at={until} />
            </p>
          ) : null}
        </div>
      </header>
      <div className="flex flex-col gap-3 px-4 pt-3 pb-4">
        {request.toolPurpose ? <p className="text-muted">{request.toolPurpose}</p> : null}
        {request.message ? <p className="wrap-anywhere whitespace-pre-wrap">{request.message}</p> : null}
        {request.args === undefined ? null : <JsonView value={request.args} label={text.arguments} />}
        {request.details === undefined ? null : <JsonView value={request.details} label={text.details} />}
        {isOpen ? (
          <ApprovalDecision
            mayAnswer={props.mayAnswer}
            request={request}
            email={props.email}
            isPending={props.isPending}
            problem={props.problem}
            onAnswer={props.onAnswer}
          />
        ) : (
          <Outcome answer={answer} isOver={isOver} />
        )}
      </div>
    </section>
  );
}

function WaitingLine({ assignees, email }: { assignees: string[]; email: string }) {
  const others = assignees.filter((name) => name.toLowerCase() !== email.toLowerCase());
  const names = others.length < assignees.length ? [text.you, ...others] : others;
  return <p className="text-xs text-muted">{text.waitsFor(names.join(", ") || text.anybody)}</p>;
}

function Outcome({ answer, isOver }: { answer: GivenAnswer | null; isOver: boolean }) {
  const isApproved = answer?.approved === true && !answer.is_timeout;
  const Icon = isApproved ? Check : X;
  const words = answer?.is_timeout
    ? text.expired
    : isApproved
      ? text.approved
      : isOver && !answer
        ? text.over
        : text.refused;
  return (
    <div className="flex flex-col gap-1">
      <p className={cn("flex items-center gap-1.5 font-medium", isApproved ? "text-success" : "text-muted")}>
        <Icon aria-hidden className="size-4" />
        {words}
      </p>
      {answer?.args === undefined ? null : (
        <>
          <p className="text-muted">{text.changed}</p>
          <JsonView value={answer.args} label={text.changedArguments} />
        </>
      )}
      {answer?.comment ? <p className="wrap-anywhere whitespace-pre-wrap">{answer.comment}</p> : null}
    </div>
  );
}
