import type { ReactNode } from "react";

import { formatDateTime, formatDuration, formatNumber, formatUsd } from "@elevaite/shared/format";
import { CopyButton } from "@elevaite/shared/ui/copy-button";

import type { Step } from "@/queries/run-journal";
import { runsText } from "@/text/runs";

const text = runsText.step;

/** What a peer sees as the key of a write, so that a repetition is seen once (docs/run_lifecycle.md). */
function idempotencyKeyOf(run: string, step: Step): string | null {
  return step.effect === "write" ? `${run}/${step.path}/${step.attempt}` : null;
}

export function StepFacts({ run, step }: { run: string; step: Step }) {
  const { usage, startedAt, finishedAt, wait } = step;
  const key = idempotencyKeyOf(run, step);
  const facts: [label: string, value: ReactNode][] = [
    [text.path, <Copied key="path" value={step.path} label={text.path} />],
    [text.attempt, step.attempt],
  ];
  if (startedAt !== null && !step.isKept) facts.push([text.started, formatDateTime(startedAt)]);
  if (finishedAt !== null && !step.isKept) facts.push([text.ended, formatDateTime(finishedAt)]);
  if (startedAt !== null && finishedAt !== null && !step.isKept) {
    facts.push([text.duration, formatDuration(finishedAt - startedAt)]);
  }
  if (wait) facts.push([text.waitsFor, text.waits[wait.key.split("/")[0] ?? ""] ?? wait.key]);
  if (wait?.until) facts.push([text.until, formatDateTime(wait.until)]);
  if (step.retryAt) facts.push([text.retryAt, formatDateTime(step.retryAt)]);
  if (step.handle) facts.push([text.handle, step.handle]);
  if (step.effect) facts.push([text.effect, text.effects[step.effect] ?? step.effect]);
  if (usage.input_tokens + usage.output_tokens > 0) {
    const split = runsText.facts.tokensSplit(
      formatNumber(usage.input_tokens),
      formatNumber(usage.output_tokens),
    );
    facts.push([text.tokens, split], [text.cost, formatUsd(usage.cost_usd_nanos)]);
  }
  if (key) facts.push([text.idempotencyKey, <Copied key="key" value={key} label={text.idempotencyKey} />]);
  return (
    <dl className="grid grid-cols-[7.5rem_1fr] items-center gap-x-3 gap-y-1.5 text-sm">
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Copied({ value, label }: { value: string; label: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="min-w-0 font-mono text-xs wrap-anywhere">{value}</code>
      <CopyButton value={value} label={`${runsText.actions.copy}: ${label}`} />
    </span>
  );
}
