import type { StepStatus } from "@elevaite/shared/ui/status-badge";

import { isOver, type RunView, type StepView } from "./run-fold";

/** What a run did with one node: all its steps together, for a loop runs a node many times. */
export type NodeRun = {
  status: StepStatus;
  count: number;
  durationMs: number | null;
  tokens: number;
  costNanos: number;
  paths: string[];
};

/** The order in which the status of many steps is told by one. */
const loudest: StepStatus[] = ["running", "waiting", "failed", "pending", "succeeded", "skipped"];

/** A tool call is a step of the agent; the tool's own node is found by the agent and the tool's name. */
export function toolKey(agent: string, tool: string): string {
  return `${agent}/${tool}`;
}

function keyOf(step: StepView): string | null {
  if (step.kind === "model_call") return null;
  return step.kind === "tool_call" ? toolKey(step.node, step.title) : step.node;
}

function together(known: NodeRun | undefined, step: StepView): NodeRun {
  const { input_tokens, output_tokens, cost_usd_nanos } = step.usage;
  const fresh: NodeRun = known ?? {
    status: step.status,
    count: 0,
    durationMs: null,
    tokens: 0,
    costNanos: 0,
    paths: [],
  };
  const status = loudest.find((each) => each === fresh.status || each === step.status) ?? step.status;
  return {
    status,
    count: fresh.count + 1,
    durationMs: step.durationMs === null ? fresh.durationMs : (fresh.durationMs ?? 0) + step.durationMs,
    tokens: fresh.tokens + input_tokens + output_tokens,
    costNanos: fresh.costNanos + cost_usd_nanos,
    paths: [...fresh.paths, step.path],
  };
}

/** By node id, and by toolKey() for attached tools. A run of one node says nothing about the others. */
export function nodeRunsOf(view: RunView): Map<string, NodeRun> {
  const runs = new Map<string, NodeRun>();
  for (const step of view.steps.values()) {
    const key = keyOf(step);
    if (key === null || (view.onlyNode !== null && step.status === "skipped")) continue;
    // A retry that is due looks like waiting; a loop's passes that were skipped say nothing beside others.
    runs.set(key, together(runs.get(key), step));
  }
  return runs;
}

export function isUnderWay(view: RunView): boolean {
  return view.lastSeq > 0 && !isOver(view.status);
}
