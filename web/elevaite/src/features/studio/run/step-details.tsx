"use client";

import { useState } from "react";

import { formatDuration, formatTokens, formatUsd } from "@elevaite/shared/format";
import { Alert } from "@elevaite/shared/ui/alert";
import { JsonView } from "@elevaite/shared/ui/json-view";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";

import { isApproval, type Step } from "@/queries/run-journal";
import { pinText } from "@/text/run-forks";
import { studioText as text } from "@/text/studio";

import { StepApproval } from "./step-approval";
import { partsOf } from "./steps-of-node";

type StepDetailsProps = { run: string; steps: Step[]; all: readonly Step[] };

/** One step with what came in and what went out; of several passes one is chosen, a failed one first. */
export function StepDetails({ run, steps, all }: StepDetailsProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const step =
    steps.find((each) => each.path === chosen) ??
    steps.find((each) => each.status === "failed" || each.wait) ??
    steps[0];
  if (!step) return null;
  return (
    <div className="flex flex-col gap-4">
      {steps.length > 1 ? (
        <Select value={step.path} onValueChange={setChosen}>
          <SelectTrigger aria-label={text.run.pass}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {steps.map((each) => (
              <SelectItem key={each.path} value={each.path}>
                {each.path}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      ) : null}
      <div className="flex flex-wrap items-center gap-2 text-xs text-muted tabular-nums">
        <StatusBadge status={step.status} />
        <StepFacts step={step} />
      </div>
      {step.wait && isApproval(step) ? <StepApproval run={run} step={step} /> : null}
      {step.error?.message ? (
        <Alert tone="danger" title={text.run.failed}>
          <span className="wrap-anywhere">{step.error.message}</span>
        </Alert>
      ) : null}
      <Values step={step} />
      <Parts steps={partsOf(all, step)} />
    </div>
  );
}

export function StepFacts({ step }: { step: Step }) {
  const { input_tokens, output_tokens, cost_usd_nanos } = step.usage;
  const duration =
    step.startedAt === null || step.finishedAt === null ? null : step.finishedAt - step.startedAt;
  return (
    <>
      {duration === null || step.status === "skipped" ? null : <span>{formatDuration(duration)}</span>}
      {input_tokens + output_tokens > 0 ? (
        <span>{text.run.tokens(formatTokens(input_tokens + output_tokens))}</span>
      ) : null}
      {cost_usd_nanos > 0 ? <span>{formatUsd(cost_usd_nanos)}</span> : null}
      {step.attempt > 1 ? <span>{text.run.attempt(step.attempt)}</span> : null}
      {step.isKept ? <span>{text.run.kept}</span> : null}
      {step.isPinned ? <span>{pinText.step}</span> : null}
    </>
  );
}

function Values({ step }: { step: Step }) {
  return (
    <>
      {step.output === undefined ? null : (
        <section className="flex flex-col gap-1">
          <h3 className="text-xs font-medium text-muted">{text.run.output}</h3>
          <JsonView value={step.output} label={text.run.output} />
        </section>
      )}
      {step.input === undefined ? null : (
        <section className="flex flex-col gap-1">
          <h3 className="text-xs font-medium text-muted">{text.run.resolved}</h3>
          <JsonView value={step.input} label={text.run.resolved} />
        </section>
      )}
    </>
  );
}

function Parts({ steps }: { steps: Step[] }) {
  if (steps.length === 0) return null;
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-muted">{text.run.parts}</h3>
      {steps.map((step) => (
        <details key={step.path} className="rounded-md border">
          <summary className="flex flex-wrap items-center gap-2 px-2.5 py-1.5 text-sm">
            <span className="min-w-0 flex-1 truncate">{step.title || step.kind}</span>
            <span className="flex gap-2 text-xs text-muted tabular-nums">
              <StepFacts step={step} />
            </span>
            <StatusBadge status={step.status} />
          </summary>
          <div className="flex flex-col gap-3 border-t p-2.5">
            {step.error?.message ? <p className="text-sm text-danger">{step.error.message}</p> : null}
            <Values step={step} />
          </div>
        </details>
      ))}
    </section>
  );
}
