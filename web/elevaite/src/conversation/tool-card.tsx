"use client";

import { ChevronRight, Wrench } from "lucide-react";
import { useId, useState } from "react";

import { formatDuration } from "@elevaite/shared/format";
import { text as shared } from "@elevaite/shared/text";
import { cn } from "@elevaite/shared/ui/class-names";
import { JsonView } from "@elevaite/shared/ui/json-view";

import { chatText } from "@/text/chat";

import type { AnswerStep } from "./chat-message";
import { StepIcon } from "./step-icon";
import { argumentsOf, summaryOf } from "./tool-summary";

const text = chatText.tool;

/** A tool call: what was called with what, how it went, and on demand all of it. */
export function ToolCard({ step }: { step: AnswerStep }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const args = argumentsOf(step.input);
  const took =
    step.started_at !== null && step.finished_at !== null ? step.finished_at - step.started_at : null;
  return (
    <div className="rounded-md border bg-surface shadow-sm">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
        className="flex h-9 w-full items-center gap-2 rounded-md px-2.5 text-left text-sm hover:bg-subtle/60"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-3.5 shrink-0 text-muted transition-transform", isOpen && "rotate-90")}
        />
        <Wrench aria-hidden className="size-3.5 shrink-0 text-muted" />
        <span className="max-w-1/2 shrink-0 truncate font-mono text-xs font-medium">{step.title}</span>
        <span className="min-w-0 flex-1 truncate font-mono text-xs text-muted">{summaryOf(args)}</span>
        {step.attempt > 1 ? (
          <span className="text-xs whitespace-nowrap text-muted">{text.retry(step.attempt)}</span>
        ) : null}
        {took === null ? null : (
          <span className="text-xs whitespace-nowrap text-muted tabular-nums">{formatDuration(took)}</span>
        )}
        <StepIcon status={step.status} />
        <span className="sr-only">{shared.status[step.status]}</span>
      </button>
      {isOpen ? (
        <div id={id} className="flex flex-col gap-3 border-t px-3 py-3">
          <Part title={text.arguments}>
            {Object.keys(args).length === 0 ? (
              <p className="text-sm text-muted">{text.noArguments}</p>
            ) : (
              <JsonView value={args} label={text.arguments} />
            )}
          </Part>
          {step.error ? (
            <Part title={text.error}>
              <p className="text-sm wrap-anywhere text-danger">{step.error.message}</p>
            </Part>
          ) : null}
          {step.output === undefined ? null : (
            <Part title={text.result}>
              <JsonView value={step.output} label={text.result} />
            </Part>
          )}
        </div>
      ) : null}
    </div>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="text-xs font-medium text-muted">{title}</p>
      {children}
    </div>
  );
}
