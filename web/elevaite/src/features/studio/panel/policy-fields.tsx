"use client";

import { useState } from "react";

import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";

import { studioText as text } from "@/text/studio";

import { setRetry, setTimeoutMs, type Command } from "../document/commands";
import type { WorkflowNode } from "../document/types";
import { fieldOf, problemsOf } from "../problems/problem-index";
import { useProblems, useStudio } from "../studio-context";

const kMaxAttempts = 10;
const kBackoffMs = 1000;
const kMaxBackoffMs = 60_000;

/** How often a node is tried and how long it may take. Where a failure leads is drawn on the canvas. */
export function PolicyFields({ node, isTrigger }: { node: WorkflowNode; isTrigger: boolean }) {
  const { document, catalogue } = useStudio();
  const problems = useProblems((state) => problemsOf(state.problems, node.id));
  const problemAt = (field: string) => problems.find((problem) => fieldOf(problem) === field)?.message;
  if (isTrigger) return null;
  const retry = node.retry ?? {};
  const attempts = retry.attempts ?? 1;
  const apply = (command: Command, field: string) =>
    document.apply(command, { label: text.did.setting, key: `${field}:${node.id}`, isTyping: true });
  const change = (part: Partial<typeof retry>) => apply(setRetry(node.id, { ...retry, ...part }), "retry");
  const isSet = attempts > 1 || node.timeout_ms !== undefined;
  return (
    <details open={isSet} className="border-t pt-3">
      <summary className="text-sm font-medium text-muted hover:text-text">{text.panel.policies}</summary>
      <div className="grid gap-4 pt-3 sm:grid-cols-2">
        <div data-field="retry.attempts">
          <Field label={text.panel.attempts} error={problemAt("retry.attempts")}>
            <WholeNumber
              value={attempts}
              max={kMaxAttempts}
              min={1}
              onValue={(next) => change({ attempts: next ?? 1 })}
            />
          </Field>
        </div>
        <Field label={text.panel.timeout} hint={text.panel.timeoutHint} error={problemAt("timeout_ms")}>
          <WholeNumber
            value={node.timeout_ms === undefined ? undefined : node.timeout_ms / 1000}
            min={1}
            placeholder="600"
            onValue={(next) =>
              apply(setTimeoutMs(node.id, next === undefined ? undefined : next * 1000), "timeout")
            }
          />
        </Field>
        {attempts > 1 ? (
          <>
            <Field label={text.panel.backoff} error={problemAt("retry.backoff_ms")}>
              <WholeNumber
                value={(retry.backoff_ms ?? kBackoffMs) / 1000}
                min={0}
                onValue={(next) => change({ backoff_ms: (next ?? 0) * 1000 })}
              />
            </Field>
            <Field label={text.panel.maxBackoff} error={problemAt("retry.max_backoff_ms")}>
              <WholeNumber
                value={(retry.max_backoff_ms ?? kMaxBackoffMs) / 1000}
                min={0}
                onValue={(next) => change({ max_backoff_ms: (next ?? 0) * 1000 })}
              />
            </Field>
          </>
        ) : null}
        {catalogue.get(node.kind)?.has_error_output ? (
          <p className="text-xs text-muted sm:col-span-2">{text.panel.errorHint}</p>
        ) : null}
      </div>
    </details>
  );
}

type WholeNumberProps = {
  value: number | undefined;
  min: number;
  max?: number;
  placeholder?: string;
  onValue: (value: number | undefined) => void;
  id?: string;
};

/** Only what is a number in its bounds is taken over. */
function WholeNumber({ value, min, max = 31_536_000, onValue, ...props }: WholeNumberProps) {
  const { isReadOnly } = useStudio();
  const [typed, setTyped] = useState<string | null>(null);
  const accepted = (words: string) => {
    const number = Number(words);
    return words.trim() !== "" && Number.isInteger(number) && number >= min && number <= max;
  };
  return (
    <Input
      {...props}
      inputMode="numeric"
      autoComplete="off"
      readOnly={isReadOnly}
      value={typed ?? (value === undefined ? "" : String(value))}
      aria-invalid={typed !== null && typed !== "" && !accepted(typed)}
      onChange={(event) => {
        const words = event.target.value;
        setTyped(words);
        if (words === "") onValue(undefined);
        else if (accepted(words)) onValue(Number(words));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
