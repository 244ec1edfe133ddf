/**
 * A run as its journal tells it. The journal is the truth: folding its events gives every step with its times, attempts
 * and values, live and afterwards alike, exactly as the engine folds them (docs/run_lifecycle.md).
 */
import type { RunStatus, StepStatus } from "@elevaite/shared/ui/status-badge";

export type RunError = { code: string; message: string; reason?: string };
export type Usage = { input_tokens: number; output_tokens: number; cost_usd_nanos: number };

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
  effect?: string;
  input?: unknown;
  items?: unknown;
  output?: unknown;
  handle?: string;
  error?: RunError;
  duration_us?: number;
  usage?: Usage;
  key?: string;
  until?: string;
  payload?: unknown;
  steps?: string[];
  is_kept?: boolean;
  is_pinned?: boolean;
  is_timeout?: boolean;
  reason?: string;
  started_by?: string;
  trigger?: string;
};

/** Milliseconds since 1970, with the fraction that the journal has and that Date would drop. */
export type Moment = number;
export type Phase = { kind: "working" | "waiting" | "retrying"; from: Moment; to: Moment | null };
export type Attempt = { number: number; from: Moment; to: Moment | null; error: RunError | null };
export type Wait = { key: string; until: string | null; payload: unknown };

export type Step = {
  /** "fetch", "each[3].fetch", "agent:model.1" */
  path: string;
  node: string;
  kind: string;
  title: string;
  parent: string | null;
  status: StepStatus;
  attempt: number;
  attempts: Attempt[];
  phases: Phase[];
  startedAt: Moment | null;
  finishedAt: Moment | null;
  input: unknown;
  output: unknown;
  handle: string | null;
  error: RunError | null;
  usage: Usage;
  effect: string | null;
  wait: Wait | null;
  retryAt: string | null;
  /** Its result was taken over from the run that this one retries or forks. */
  isKept: boolean;
  /** It was not executed: the draft has pinned data for it. */
  isPinned: boolean;
};

export type RunView = {
  steps: Step[];
  phases: Phase[];
  startedAt: Moment | null;
  finishedAt: Moment | null;
  /** What the journal says of the run; null until it says anything. */
  status: RunStatus | null;
  cancelReason: string | null;
  /** The id of the person who began it, where one did. */
  startedBy: string | null;
};

const kNothing: Usage = { input_tokens: 0, output_tokens: 0, cost_usd_nanos: 0 };
const ends: Record<string, RunStatus> = {
  run_succeeded: "succeeded",
  run_failed: "failed",
  run_cancelled: "cancelled",
};

export function momentOf(at: string): Moment {
  const fraction = /\.\d{3}(\d+)/.exec(at)?.[1];
  return Date.parse(at) + (fraction ? Number(`0.${fraction}`) : 0);
}

/** "each[3].fetch" runs in "each", "agent:model.1" is a part of "agent". */
export function parentOf(path: string): string | null {
  const colon = path.lastIndexOf(":");
  if (colon >= 0) return path.slice(0, colon);
  const bracket = path.lastIndexOf("[");
  return bracket >= 0 ? path.slice(0, bracket) : null;
}

function nodeOf(path: string): string {
  const step = path.split(":")[0] ?? path;
  const dot = step.lastIndexOf("].");
  return dot >= 0 ? step.slice(dot + 2) : step;
}

function newStep(path: string): Step {
  return {
    path,
    node: nodeOf(path),
    kind: "",
    title: "",
    parent: parentOf(path),
    status: "pending",
    attempt: 1,
    attempts: [],
    phases: [],
    startedAt: null,
    finishedAt: null,
    input: undefined,
    output: undefined,
    handle: null,
    error: null,
    usage: kNothing,
    effect: null,
    wait: null,
    retryAt: null,
    isKept: false,
    isPinned: false,
  };
}

function sum(a: Usage, b: Usage): Usage {
  return {
    input_tokens: a.input_tokens + b.input_tokens,
    output_tokens: a.output_tokens + b.output_tokens,
    cost_usd_nanos: a.cost_usd_nanos + b.cost_usd_nanos,
  };
}

function endPhase(phases: Phase[], at: Moment): void {
  const last = phases.at(-1);
  if (last && last.to === null) last.to = at;
}

function beginPhase(phases: Phase[], kind: Phase["kind"], at: Moment): void {
  const last = phases.at(-1);
  // A step that is repeated after a crash goes on with the phase that it was in.
  if (last && last.to === null && last.kind === kind) return;
  endPhase(phases, at);
  phases.push({ kind, from: at, to: null });
}

function endAttempt(step: Step, at: Moment, error: RunError | null): void {
  const last = step.attempts.at(-1);
  if (last?.number === step.attempt) Object.assign(last, { to: at, error });
  else step.attempts.push({ number: step.attempt, from: step.startedAt ?? at, to: at, error });
}

function finish(step: Step, event: RunEvent, at: Moment): void {
  // A pure step is one event, which says how long it took. What was kept took its time in another run.
  const took = event.is_kept ? 0 : (event.duration_us ?? 0) / 1000;
  if (step.startedAt === null) {
    step.startedAt = at - took;
    step.phases.push({ kind: "working", from: at - took, to: at });
  }
  endPhase(step.phases, at);
  step.finishedAt = at;
  step.wait = null;
  step.retryAt = null;
  if (event.type === "step_succeeded") {
    step.status = "succeeded";
    step.output = event.output;
    step.handle = event.handle ?? null;
    step.error = null;
    step.isKept = event.is_kept ?? false;
    step.isPinned = event.is_pinned ?? false;
  } else {
    step.status = "failed";
    step.error = event.error ?? null;
  }
  endAttempt(step, at, event.error ?? null);
}

function applyToStep(step: Step, event: RunEvent, at: Moment): void {
  step.node = event.node ?? step.node;
  step.kind = event.kind ?? step.kind;
  step.parent = event.parent ?? step.parent;
  step.title = event.title ?? step.title;
  step.effect = event.effect ?? step.effect;
  step.attempt = event.attempt ?? step.attempt;
  if (event.input !== undefined) step.input = event.input;
  switch (event.type) {
    case "step_started":
      step.status = "running";
      step.startedAt ??= at;
      step.finishedAt = null;
      step.wait = null;
      step.retryAt = null;
      if (event.items !== undefined) step.input = { items: event.items };
      if (step.attempts.at(-1)?.number !== step.attempt) {
        step.attempts.push({ number: step.attempt, from: at, to: null, error: null });
      }
      beginPhase(step.phases, "working", at);
      break;
    case "step_succeeded":
    case "step_failed":
      finish(step, event, at);
      break;
    case "step_retrying":
      step.status = "waiting";
      step.startedAt ??= at - (event.duration_us ?? 0) / 1000;
      step.error = event.error ?? null;
      step.retryAt = event.until ?? null;
      endAttempt(step, at, event.error ?? null);
      beginPhase(step.phases, "retrying", at);
      break;
    case "step_waiting":
      step.status = "waiting";
      step.startedAt ??= at;
      step.wait = { key: event.key ?? "", until: event.until ?? null, payload: event.payload };
      beginPhase(step.phases, "waiting", at);
      break;
    case "step_signalled":
      step.status = "pending";
      step.wait = null;
      endPhase(step.phases, at);
      break;
  }
}

/** The run has ended: nothing goes on, whatever the journal last said of it. */
function endOpenSteps(steps: Iterable<Step>, at: Moment): void {
  for (const step of steps) {
    if (["succeeded", "failed", "skipped"].includes(step.status)) continue;
    step.status = "failed";
    step.finishedAt = at;
    step.wait = null;
    step.retryAt = null;
    step.error = { code: "cancelled", message: "", reason: "run_ended" };
    endPhase(step.phases, at);
  }
}

/** Who began a run: the event says it, or in a chat its message. */
function starterIn({ started_by: by, trigger, input }: RunEvent): string | null {
  if (by !== undefined) return by;
  const user = trigger === "chat" ? (input as { user_id?: unknown } | null)?.user_id : null;
  return typeof user === "string" ? user : null;
}

function applyToRun(view: RunView, steps: Map<string, Step>, event: RunEvent, at: Moment): void {
  const end = ends[event.type];
  if (event.type === "run_created" || event.type === "run_resumed") {
    view.startedAt ??= at;
    view.status = "running";
    beginPhase(view.phases, "working", at);
  }
  if (event.type === "run_created") view.startedBy = starterIn(event);
  if (event.type === "run_waiting") {
    view.status = "waiting";
    beginPhase(view.phases, "waiting", at);
  }
  if (end) {
    view.status = end;
    view.finishedAt = at;
    view.cancelReason = event.reason ?? null;
    endPhase(view.phases, at);
    endOpenSteps(steps.values(), at);
  }
}

export function foldJournal(events: RunEvent[]): RunView {
  const steps = new Map<string, Step>();
  const stepAt = (path: string) => {
    const step = steps.get(path) ?? newStep(path);
    steps.set(path, step);
    return step;
  };
  const view: RunView = {
    steps: [],
    phases: [],
    startedAt: null,
    finishedAt: null,
    status: null,
    cancelReason: null,
    startedBy: null,
  };
  for (const event of events) {
    const at = momentOf(event.at);
    for (const path of event.steps ?? []) stepAt(path).status = "skipped";
    if (event.step === undefined) {
      applyToRun(view, steps, event, at);
      continue;
    }
    const step = stepAt(event.step);
    applyToStep(step, event, at);
    if (!event.usage) continue;
    // The parts of a step count for it as well; what its own end says is the same sum.
    const whole = event.step.includes(":") ? steps.get(event.step.split(":")[0] ?? "") : undefined;
    step.usage = whole ? sum(step.usage, event.usage) : event.usage;
    if (whole) whole.usage = sum(whole.usage, event.usage);
  }
  view.steps = [...steps.values()];
  return view;
}

/** What an agent or a person must answer before this step goes on. */
export function isApproval(step: Step): boolean {
  return step.wait?.key.startsWith("approval") ?? false;
}
