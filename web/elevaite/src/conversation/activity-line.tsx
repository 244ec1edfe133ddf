"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";

import { formatDuration, formatNumber } from "@elevaite/shared/format";
import { text as shared } from "@elevaite/shared/text";
import { cn } from "@elevaite/shared/ui/class-names";

import { chatText } from "@/text/chat";

import type { AnswerStep } from "./chat-message";
import { StepIcon } from "./step-icon";

const text = chatText.activity;
const kShown = 30;

type ActivityLineProps = {
  steps: AnswerStep[];
  run: string | undefined;
  titleOf: (step: AnswerStep) => string;
};

/** The steps between the words, as one quiet line: what happens now, or how many there were. */
export function ActivityLine({ steps, run, titleOf }: ActivityLineProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const failed = steps.find(({ status }) => status === "failed");
  const active = steps.findLast(({ status }) => status === "running" || status === "waiting");
  const telling = active ?? failed ?? steps.at(-1);
  if (!telling) return null;
  const words = active
    ? text.now(titleOf(active))
    : steps.length === 1
      ? titleOf(telling)
      : text.steps(steps.length);
  return (
    <div className="text-xs text-muted">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
        className="flex max-w-full items-center gap-1.5 rounded-sm py-0.5 text-left hover:text-text"
      >
        <StepIcon status={telling.status} />
        <span className="truncate">{words}</span>
        <span className="sr-only">{shared.status[telling.status]}</span>
        <ChevronRight
          aria-hidden
          className={cn("size-3 shrink-0 transition-transform", isOpen && "rotate-90")}
        />
      </button>
      {isOpen ? (
        <ul id={id} className="mt-1 ml-1.5 flex flex-col gap-1 border-l pl-3">
          {steps.slice(0, kShown).map((step) => (
            <ActivityStep key={step.path} step={step} title={titleOf(step)} />
          ))}
          {steps.length > kShown ? <li>{text.more(formatNumber(steps.length - kShown))}</li> : null}
          {run ? (
            <li>
              <RunLink run={run} />
            </li>
          ) : null}
        </ul>
      ) : null}
    </div>
  );
}

export function RunLink({ run }: { run: string }) {
  return (
    <Link
      href={`/runs/${run}`}
      prefetch={false}
      className="rounded-sm text-accent-text underline-offset-2 hover:underline"
    >
      {chatText.thread.openRun}
    </Link>
  );
}

function ActivityStep({ step, title }: { step: AnswerStep; title: string }) {
  const took =
    step.started_at !== null && step.finished_at !== null ? step.finished_at - step.started_at : null;
  return (
    <li className="flex min-w-0 flex-col">
      <span className="flex items-center gap-1.5">
        <StepIcon status={step.status} />
        <span className="truncate">{title}</span>
        <span className="sr-only">{shared.status[step.status]}</span>
        {took === null ? null : (
          <span className="ml-auto pl-3 whitespace-nowrap tabular-nums">{formatDuration(took)}</span>
        )}
      </span>
      {step.error ? <span className="pl-5 wrap-anywhere text-danger">{step.error.message}</span> : null}
    </li>
  );
}
