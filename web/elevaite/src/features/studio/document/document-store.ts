import { createStore, type StoreApi } from "zustand/vanilla";

import type { Command } from "./commands";
import type { Position, WorkflowDocument } from "./types";

type Entry = { document: WorkflowDocument; selection: ReadonlySet<string>; label: string };

export type Change = {
  /** What was done, for the undo button: "Move 3 nodes". */
  label: string;
  /** Changes with the same key soon after each other are undone together: typing in one field. */
  key?: string;
  /** How soon it is saved: structure at once, typing when it has paused. */
  isTyping?: boolean;
  /** What is chosen afterwards. */
  select?: Iterable<string>;
};

export type DocumentState = {
  document: WorkflowDocument;
  selection: ReadonlySet<string>;
  /** Where the nodes are that are being dragged; the document hears of it when they are dropped. */
  drag: ReadonlyMap<string, Position> | null;
  past: readonly Entry[];
  future: readonly Entry[];
  /** Whether the last change was typing. */
  isTyping: boolean;
};

/**
 * How far all that is chosen has been dragged together, when that is too much to be drawn again at every step. A store of
 * its own: thousands of nodes and edges watch the document, and none of them has anything to do while these change.
 */
export type ShiftState = { by: Position | null };

export type DocumentStore = StoreApi<DocumentState> & {
  shift: StoreApi<ShiftState>;
  apply: (command: Command, change: Change) => void;
  undo: () => string | null;
  redo: () => string | null;
  select: (ids: Iterable<string>) => void;
  dragTo: (positions: ReadonlyMap<string, Position> | null) => void;
  shiftBy: (by: Position) => void;
  /** Begins anew with this document: nothing to undo. */
  open: (document: WorkflowDocument) => void;
};

const kHistoryEntries = 200;
const kTogetherMilliseconds = 1500;

function idsIn(document: WorkflowDocument): Set<string> {
  return new Set([...document.nodes, ...document.edges, ...document.stickies].map(({ id }) => id));
}

function kept(selection: ReadonlySet<string>, document: WorkflowDocument): ReadonlySet<string> {
  if (selection.size === 0) return selection;
  const ids = idsIn(document);
  const rest = [...selection].filter((id) => ids.has(id));
  return rest.length === selection.size ? selection : new Set(rest);
}

function isSameSet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((id) => right.has(id));
}

/** The document with its history. Pure but for the clock. */
export function createDocumentStore(
  document: WorkflowDocument,
  now: () => number = () => performance.now(),
): DocumentStore {
  const store = createStore<DocumentState>(() => ({
    document,
    selection: new Set<string>(),
    drag: null,
    past: [],
    future: [],
    isTyping: false,
  }));
  const shift = createStore<ShiftState>(() => ({ by: null }));
  let last: { key: string; at: number } | null = null;

  /** What was dragged stands in the document now, or where it stood before. */
  function endShift(): void {
    if (shift.getState().by) shift.setState({ by: null });
  }

  function goBack(from: "past" | "future", to: "past" | "future"): string | null {
    const state = store.getState();
    const entry = state[from].at(-1);
    if (!entry) return null;
    last = null;
    store.setState({
      document: entry.document,
      selection: kept(entry.selection, entry.document),
      drag: null,
      [from]: state[from].slice(0, -1),
      [to]: [...state[to], { document: state.document, selection: state.selection, label: entry.label }],
      isTyping: false,
    });
    endShift();
    return entry.label;
  }

  return {
    ...store,
    shift,
    apply(command, { label, key, isTyping = false, select }) {
      const state = store.getState();
      const next = command(state.document);
      if (next === state.document) {
        // Dropped where it was taken up.
        endShift();
        return;
      }
      const at = now();
      const isTogether = key !== undefined && last?.key === key && at - last.at < kTogetherMilliseconds;
      last = key === undefined ? null : { key, at };
      const entry = { document: state.document, selection: state.selection, label };
      store.setState({
        document: next,
        drag: null,
        selection: select ? new Set(select) : kept(state.selection, next),
        past: isTogether ? state.past : [...state.past, entry].slice(-kHistoryEntries),
        future: [],
        isTyping,
      });
      endShift();
    },
    undo: () => goBack("past", "future"),
    redo: () => goBack("future", "past"),
    select(ids) {
      const next = new Set(ids);
      if (!isSameSet(next, store.getState().selection)) store.setState({ selection: next });
    },
    dragTo: (drag) => store.setState({ drag }),
    shiftBy: (by) => shift.setState({ by }),
    open(fresh) {
      last = null;
      store.setState({
        document: fresh,
        selection: new Set(),
        drag: null,
        past: [],
        future: [],
        isTyping: false,
      });
      endShift();
    },
  };
}
