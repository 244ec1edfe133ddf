import { without } from "../document/without";
import type { JsonObject, JsonValue } from "../document/types";
import type { RunStatus, StepStatus } from "@elevaite/shared/ui/status-badge";

export type RunProblem = { code?: string; detail?: string; message?: string; reason?: string };
export type Usage = { input_tokens: number; output_tokens: number; cost_usd_nanos: number };

/** An entry of a run's journal; docs/run_lifecycle.md lists them. */
export type RunEvent = {
  seq: number;
  type: string;
  at: string;
  step?: string;
  node?: string;
  kind?: string;
  parent?: string;
  title?: string;
  attempt?: number;
  input?: JsonValue;
  output?: JsonValue;
  handle?: string;
  error?: RunProblem;
  usage?: Partial<Usage>;
  duration_us?: number;
  until?: string;
  key?: string;
  payload?: JsonValue;
  steps?: string[];
  only_node?: string;
  trigger?: string;
  trigger_node?: string;
  version?: string;
};

export type StepView = {
  path: string;
  node: string;
  kind: string;
  parent: string | null;
  title: string;
  status: StepStatus;
  attempt: number;
  startedAt: string | null;
  durationMs: number | null;
  input?: JsonValue;
  output?: JsonValue;
  handle?: string;
  error?: RunProblem;
  usage: Usage;
  wait?: { key: string; until: string | null; payload: JsonValue };
  /** What a model has said so far; it is not in the journal. */
  text: string;
};

export type RunView = {
  status: RunStatus;
  steps: ReadonlyMap<string, StepView>;
  input: JsonValue | undefined;
  output: JsonValue | undefined;
  error: RunProblem | undefined;
  usage: Usage;
  onlyNode: string | null;
  triggerNode: string;
  version: string;
  startedAt: string | null;
  endedAt: string | null;
  lastSeq: number;
};

const noUsage: Usage = { input_tokens: 0, output_tokens: 0, cost_usd_nanos: 0 };

export const emptyRun: RunView = {
  status: "queued",
  steps: new Map(),
  input: undefined,
  output: undefined,
  error: undefined,
  usage: noUsage,
  onlyNode: null,
  triggerNode: "",
  version: "",
  startedAt: null,
  endedAt: null,
  lastSeq: 0,
};

/** The node of a step's path: `each[3].fetch` is a step of fetch, `agent:model.1` of agent. */
export function nodeOfPath(path: string): string {
  return (
    (path.split(":")[0] ?? path)
      .split(".")
      .at(-1)
      ?.replace(/\[\d+\]$/, "") ?? path
  );
}

function plus(left: Usage, right: Partial<Usage> | undefined): Usage {
  return {
    input_tokens: left.input_tokens + (right?.input_tokens ?? 0),
    output_tokens: left.output_tokens + (right?.output_tokens ?? 0),
    cost_usd_nanos: left.cost_usd_nanos + (right?.cost_usd_nanos ?? 0),
  };
}

function stepOf(steps: Map<string, StepView>, path: string, event: RunEvent): StepView {
  const known = steps.get(path);
  const fresh: StepView = known ?? {
    path,
    node: event.node ?? nodeOfPath(path),
    kind: event.kind ?? "",
    parent: event.parent ?? null,
    title: event.title ?? "",
    status: "pending",
    attempt: 1,
    startedAt: null,
    durationMs: null,
    usage: noUsage,
    text: "",
  };
  return {
    ...fresh,
    kind: event.kind ?? fresh.kind,
    attempt: event.attempt ?? fresh.attempt,
    startedAt: fresh.startedAt ?? event.at,
    ...(event.input === undefined ? {} : { input: event.input }),
  };
}

function took(step: StepView, event: RunEvent): number | null {
  if (event.duration_us !== undefined) return event.duration_us / 1000;
  return step.startedAt ? Math.max(0, Date.parse(event.at) - Date.parse(step.startedAt)) : null;
}

function addUsage(steps: Map<string, StepView>, path: string | null, usage: RunEvent["usage"]) {
  const step = usage && path ? steps.get(path) : undefined;
  if (!step) return;
  steps.set(step.path, { ...step, usage: plus(step.usage, usage) });
  addUsage(steps, step.parent, usage);
}

function applyToStep(steps: Map<string, StepView>, event: RunEvent, path: string) {
  const step = without(stepOf(steps, path, event), "wait");
  const set = (change: Partial<StepView>) => steps.set(path, { ...step, ...change });
  switch (event.type) {
    case "step_started":
      return set({ status: "running", text: "" });
    case "step_signalled":
      return set({ status: "running" });
    case "step_retrying":
      return set({ status: "waiting", ...(event.error ? { error: event.error } : {}) });
    case "step_waiting": {
      const { key = "", until = null, payload = null } = event;
      return set({ status: "waiting", wait: { key, until, payload } });
    }
    case "step_failed":
      return set({
        status: "failed",
        durationMs: took(step, event),
        ...(event.error ? { error: event.error } : {}),
        ...(event.output === undefined ? {} : { output: event.output }),
      });
    case "step_succeeded": {
      steps.set(path, {
        ...without(step, "error"),
        status: "succeeded",
        durationMs: took(step, event),
        ...(event.output === undefined ? {} : { output: event.output }),
        ...(event.handle === undefined ? {} : { handle: event.handle }),
      });
      return addUsage(steps, path, event.usage);
    }
  }
}

function skip(steps: Map<string, StepView>, event: RunEvent) {
  for (const path of event.steps ?? []) {
    steps.set(path, { ...stepOf(steps, path, event), status: "skipped", startedAt: null });
  }
}

/** What still ran when the run ended has ended with it. */
function endSteps(steps: Map<string, StepView>) {
  for (const [path, step] of steps) {
    if (step.status === "running" || step.status === "waiting") {
      steps.set(path, { ...without(step, "wait"), status: "skipped" });
    }
  }
}

const ends: Record<string, RunStatus> = {
  run_succeeded: "succeeded",
  run_failed: "failed",
  run_cancelled: "cancelled",
};

function applyToRun(view: RunView, steps: Map<string, StepView>, event: RunEvent): RunView {
  const end = ends[event.type];
  if (end) {
    endSteps(steps);
    const { output = view.output, error = view.error } = event;
    return { ...view, status: end, output, error, usage: plus(noUsage, event.usage), endedAt: event.at };
  }
  if (event.type === "run_waiting") return { ...view, status: "waiting" };
  if (event.type === "run_created") {
    const { input, only_node = null, trigger_node = "", version = "", at } = event;
    return {
      ...view,
      status: "running",
      input,
      onlyNode: only_node,
      triggerNode: trigger_node,
      version,
      startedAt: at,
    };
  }
  const isGoingOn = event.type === "run_resumed" || event.type === "step_started";
  return isGoingOn ? { ...view, status: "running" } : view;
}

/** The view after some more events of the journal. */
export function foldEvents(view: RunView, events: readonly RunEvent[]): RunView {
  const steps = new Map(view.steps);
  let next = view;
  for (const event of events) {
    if (event.seq <= next.lastSeq) continue;
    if (event.type === "steps_skipped") skip(steps, event);
    else if (event.step !== undefined) applyToStep(steps, event, event.step);
    next = { ...applyToRun(next, steps, event), lastSeq: event.seq };
  }
  return { ...next, steps };
}

export type TextDelta = { step: string; text: string };

export function foldDeltas(view: RunView, deltas: readonly TextDelta[]): RunView {
  const steps = new Map(view.steps);
  for (const { step: path, text } of deltas) {
    const step = steps.get(path);
    if (step?.status === "running") steps.set(path, { ...step, text: step.text + text });
  }
  return { ...view, steps };
}

export function isOver(status: RunStatus): boolean {
  return status === "succeeded" || status === "failed" || status === "cancelled";
}

/** What is known of a run's failed step or of the run in words. */
export function problemText(error: RunProblem | undefined): string {
  return error?.detail ?? error?.message ?? error?.code ?? "";
}

/** What the run says to whoever asked: the answer's text where it has one. */
export function answerOf(output: JsonValue | undefined): string | null {
  if (typeof output === "string") return output;
  if (typeof output !== "object" || output === null || Array.isArray(output)) return null;
  const text = output["text"];
  if (typeof text === "string" && text) return text;
  const body = output["body"];
  if (typeof body === "string" && body) return body;
  const inner = typeof body === "object" && body !== null ? (body as JsonObject)["text"] : undefined;
  return typeof inner === "string" && inner ? inner : null;
}
