"use client";

import { Pin, PinOff } from "lucide-react";
import { useState } from "react";

import { Alert } from "@elevaite/shared/ui/alert";
import { Button } from "@elevaite/shared/ui/button";
import { Field } from "@elevaite/shared/ui/field";
import { JsonView } from "@elevaite/shared/ui/json-view";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";

import type { Step } from "@/queries/run-journal";
import { pinText as text } from "@/text/run-forks";

import { outputsOf } from "../document/kinds";
import { bytesOf, kMaxPinnedBytes, setPinned } from "../document/pins";
import { kOutHandle, type JsonValue, type PinnedOutput, type WorkflowNode } from "../document/types";
import { useStudio } from "../studio-context";
import { CodeArea } from "./fields/code-field";

const kBytesPerKilobyte = 1024;

type PinnedDataProps = { node: WorkflowNode; steps: readonly Step[] };

/** What a test run takes for the node's output: pinned from the last run, or written. */
export function PinnedData({ node, steps }: PinnedDataProps) {
  const { document: store, catalogue, isReadOnly } = useStudio();
  const [isEditing, setIsEditing] = useState(false);
  const kind = catalogue.get(node.kind);
  if (kind?.is_trigger) return null;
  const last = steps.findLast(({ status, isPinned }) => status === "succeeded" && !isPinned);
  const set = (pinned: PinnedOutput | undefined, isTyping = false) =>
    store.apply(setPinned(node.id, pinned), {
      label: pinned ? text.didPin : text.didUnpin,
      key: `pinned:${node.id}`,
      isTyping,
    });
  const firstOutput = outputsOf(kind, node.config)[0]?.id ?? kOutHandle;
  if (!node.pinned) {
    if (isReadOnly) return null;
    return (
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          disabled={!last}
          onClick={() => set({ output: last?.output as JsonValue, handle: last?.handle ?? firstOutput })}
        >
          <Pin aria-hidden />
          {text.pin}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            set({ output: {}, handle: firstOutput });
            setIsEditing(true);
          }}
        >
          {text.write}
        </Button>
      </div>
    );
  }
  return (
    <section aria-label={text.pinned} className="flex flex-col gap-2 rounded-lg border p-3">
      <header className="flex items-center gap-2">
        <Pin aria-hidden className="size-4 text-accent-text" />
        <h3 className="text-sm font-medium">{text.pinned}</h3>
        {isReadOnly ? null : (
          <span className="ml-auto flex gap-1">
            <Button size="sm" variant="ghost" onClick={() => setIsEditing(!isEditing)}>
              {isEditing ? text.done : text.edit}
            </Button>
            <Button size="sm" variant="ghost" onClick={() => set(undefined)}>
              <PinOff aria-hidden />
              {text.unpin}
            </Button>
          </span>
        )}
      </header>
      <p className="text-xs text-muted">{text.pinnedHint}</p>
      {isEditing && !isReadOnly ? (
        <PinEditor key={node.id} node={node} pinned={node.pinned} onChange={(next) => set(next, true)} />
      ) : (
        <JsonView value={node.pinned.output} label={text.data} />
      )}
    </section>
  );
}

type PinEditorProps = { node: WorkflowNode; pinned: PinnedOutput; onChange: (pinned: PinnedOutput) => void };

function PinEditor({ node, pinned, onChange }: PinEditorProps) {
  const { catalogue } = useStudio();
  const [typed, setTyped] = useState(() => JSON.stringify(pinned.output, null, 2));
  const outputs = outputsOf(catalogue.get(node.kind), node.config);
  const problem = problemOf(typed);
  const change = (next: string) => {
    setTyped(next);
    if (problemOf(next) === null) onChange({ ...pinned, output: JSON.parse(next) as JsonValue });
  };
  return (
    <>
      <Field label={text.data} error={problem ?? undefined}>
        <CodeArea value={typed} onValue={change} />
      </Field>
      {outputs.length > 1 ? (
        <Field label={text.output}>
          <Select
            value={pinned.handle ?? kOutHandle}
            onValueChange={(handle) => onChange({ ...pinned, handle })}
          >
            <SelectTrigger>
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {outputs.map(({ id, title }) => (
                <SelectItem key={id} value={id}>
                  {title || id}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </Field>
      ) : null}
    </>
  );
}

function problemOf(typed: string): string | null {
  try {
    const bytes = bytesOf(JSON.parse(typed) as JsonValue);
    return bytes > kMaxPinnedBytes ? text.tooLarge(Math.ceil(bytes / kBytesPerKilobyte)) : null;
  } catch {
    return text.brokenJson;
  }
}

/** On deploying: what a test did not execute, and a deployed run will. */
export function PinWarning({ nodes }: { nodes: readonly WorkflowNode[] }) {
  const pinned = nodes.filter((node) => node.pinned).map((node) => node.title || node.id);
  if (pinned.length === 0) return null;
  return (
    <Alert tone="warning" title={text.onDeploy(pinned.length)}>
      {pinned.join(", ")}
    </Alert>
  );
}
