import { createStore, type StoreApi } from "zustand/vanilla";

import { ApiProblem, networkProblem } from "@elevaite/shared/api";

import { followRun } from "@/queries/run-events";
import { foldJournal, type RunEvent, type RunView } from "@/queries/run-journal";

import { nodeRunsOf, type NodeRun } from "./node-runs";

/** What the first event of a journal says beyond what all events say. */
type Creation = RunEvent & { only_node?: string; trigger_node?: string; version?: string };

export type RunState = {
  /** The run on the canvas, or null. */
  run: string | null;
  view: RunView | null;
  input: unknown;
  output: unknown;
  version: string;
  onlyNode: string | null;
  triggerNode: string;
  nodes: ReadonlyMap<string, NodeRun>;
  /** The last run of the whole workflow: a run of one node is among what that left. */
  whole: { view: RunView; input: unknown } | null;
  /** What models are saying right now, by the path of the agent's step. It is not in the journal. */
  texts: ReadonlyMap<string, string>;
  isConnected: boolean;
  problem: ApiProblem | null;
};

const nothing: RunState = {
  run: null,
  view: null,
  input: undefined,
  output: undefined,
  version: "",
  onlyNode: null,
  triggerNode: "",
  nodes: new Map(),
  whole: null,
  texts: new Map(),
  isConnected: true,
  problem: null,
};

export type RunStore = StoreApi<RunState> & {
  /** Puts a run onto the canvas and follows it until it ends. */
  show: (run: string) => void;
  clear: () => void;
};

type Delta = { type: string; step: string; text: string };
type Follow = (options: Parameters<typeof followRun>[0]) => Promise<void>;

function viewOf(events: RunEvent[], before: RunState): Partial<RunState> {
  const created = events[0] as Creation | undefined;
  const end = events.at(-1);
  const view = foldJournal(events);
  const onlyNode = created?.only_node ?? null;
  return {
    view,
    onlyNode,
    whole: onlyNode === null ? { view, input: created?.input } : before.whole,
    input: created?.input,
    output: end?.type === "run_succeeded" ? end.output : undefined,
    version: created?.version ?? "",
    triggerNode: created?.trigger_node ?? "",
    nodes: nodeRunsOf(view.steps, onlyNode, before.nodes),
  };
}

/** `schedule` gathers what comes at nearly the same time, so that a long journal is not drawn event by event. */
export function createRunStore(
  follow: Follow = followRun,
  schedule: (work: () => void) => void = (work) => setTimeout(work, 30),
): RunStore {
  const store = createStore<RunState>(() => nothing);
  let stop: AbortController | null = null;

  function start(run: string, signal: AbortSignal) {
    let events: RunEvent[] = [];
    let texts = new Map<string, string>();
    let isScheduled = false;
    const publish = () => {
      isScheduled = false;
      if (!signal.aborted) store.setState({ ...viewOf(events, store.getState()), texts });
    };
    const changed = () => {
      if (isScheduled) return;
      isScheduled = true;
      schedule(publish);
    };
    const onDelta = (delta: unknown) => {
      const { type, step, text } = delta as Delta;
      if (type !== "text_delta") return;
      const path = step.split(":")[0] ?? step;
      texts = new Map(texts).set(path, (texts.get(path) ?? "") + text);
      changed();
    };
    return follow({
      run,
      signal,
      onEvents(more) {
        events = [...events, ...more];
        changed();
      },
      onDelta,
      onConnection: (isConnected) => {
        if (!signal.aborted && store.getState().isConnected !== isConnected) store.setState({ isConnected });
      },
    });
  }

  return {
    ...store,
    show(run) {
      stop?.abort();
      const controller = new AbortController();
      stop = controller;
      store.setState({ ...nothing, run, whole: store.getState().whole });
      start(run, controller.signal).catch((error: unknown) => {
        if (controller.signal.aborted) return;
        store.setState({ problem: error instanceof ApiProblem ? error : networkProblem() });
      });
    },
    clear() {
      stop?.abort();
      stop = null;
      store.setState(nothing);
    },
  };
}
