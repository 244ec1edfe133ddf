import type { StepStatus } from "@elevaite/shared/ui/status-badge";

import type { Step } from "@/queries/run-journal";

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

function keyOf(step: Step): string | null {
  if (step.kind === "model_call") return null;
  return step.kind === "tool_call" ? toolKey(step.node, step.title) : step.node;
}

function durationOf({ startedAt, finishedAt }: Step): number | null {
  return startedAt === null || finishedAt === null ? null : finishedAt - startedAt;
}

function together(known: NodeRun | undefined, step: Step): NodeRun {
  const { input_tokens, output_tokens, cost_usd_nanos } = step.usage;
  const duration = durationOf(step);
  const before = known ?? {
    status: step.status,
    count: 0,
    durationMs: null,
    tokens: 0,
    costNanos: 0,
    paths: [],
  };
  return {
    status: loudest.find((each) => each === before.status || each === step.status) ?? step.status,
    count: before.count + 1,
    durationMs: duration === null ? before.durationMs : (before.durationMs ?? 0) + duration,
    tokens: before.tokens + input_tokens + output_tokens,
    costNanos: before.costNanos + cost_usd_nanos,
    paths: [...before.paths, step.path],
  };
}

function isSame(left: NodeRun | undefined, right: NodeRun): boolean {
  return (
    left !== undefined &&
    left.status === right.status &&
    left.count === right.count &&
    left.durationMs === right.durationMs &&
    left.tokens === right.tokens
  );
}

/**
 * By node id, and by toolKey() for attached tools. A run of one node says nothing about the others. What has not changed
 * since `before` is the same object, so that its card is not drawn again.
 */
export function nodeRunsOf(
  steps: readonly Step[],
  onlyNode: string | null,
  before: ReadonlyMap<string, NodeRun> = new Map(),
): Map<string, NodeRun> {
  const runs = new Map<string, NodeRun>();
  for (const step of steps) {
    const key = keyOf(step);
    if (key === null || (onlyNode !== null && step.status === "skipped")) continue;
    runs.set(key, together(runs.get(key), step));
  }
  for (const [key, run] of runs) {
    const old = before.get(key);
    if (old && isSame(old, run)) runs.set(key, old);
  }
  return runs;
}
