import { ApiProblem } from "@elevaite/shared/api";

import { areSameDocuments } from "../document/format";
import type { WorkflowDocument } from "../document/types";

/** A draft as the engine has it. */
export type Stored = { revision: number; document: WorkflowDocument };

export type SaveState =
  | { status: "saved" | "unsaved" | "saving" | "offline" }
  | { status: "conflict"; theirs: Stored }
  | { status: "failed"; problem: ApiProblem };

export type SaverPorts = {
  /** Writes over this revision and answers the new one; throws an ApiProblem. */
  save: (document: WorkflowDocument, revision: number) => Promise<number>;
  load: () => Promise<Stored>;
  /** Keeps what is not saved yet on this machine, or nothing when all is saved. */
  backUp: (draft: { base: Stored; document: WorkflowDocument } | null) => void;
  setTimer: (work: () => void, milliseconds: number) => unknown;
  clearTimer: (timer: unknown) => void;
};

export const kStructureMilliseconds = 30;
export const kTypingMilliseconds = 700;
export const kBackupMilliseconds = 250;
const kFirstRetryMilliseconds = 1000;
const kLastRetryMilliseconds = 30_000;

const isStale = (error: unknown) => error instanceof ApiProblem && error.reason === "stale_revision";

/**
 * Saves a document that goes on changing, one write at a time, each over the revision that the last one made. Nothing is
 * given up in silence: what cannot be saved stays unsaved, is kept on this machine, and is tried again.
 */
export function createSaver(base: Stored, ports: SaverPorts) {
  let current = base.document;
  let state: SaveState = { status: "saved" };
  let timer: unknown = null;
  let backupTimer: unknown = null;
  let isWriting = false;
  let retries = 0;
  const watchers = new Set<() => void>();

  function setState(next: SaveState) {
    state = next;
    for (const watcher of watchers) watcher();
  }

  function stopTimer() {
    if (timer !== null) ports.clearTimer(timer);
    timer = null;
  }

  function startTimer(milliseconds: number) {
    stopTimer();
    timer = ports.setTimer(() => {
      timer = null;
      void write();
    }, milliseconds);
  }

  function backUp(milliseconds: number) {
    if (backupTimer !== null) ports.clearTimer(backupTimer);
    const work = () => {
      backupTimer = null;
      ports.backUp(current === base.document ? null : { base, document: current });
    };
    if (milliseconds === 0) work();
    else backupTimer = ports.setTimer(work, milliseconds);
  }

  async function meetStale(flown: WorkflowDocument) {
    const theirs = await ports.load();
    const isOnlyRevision = areSameDocuments(theirs.document, base.document);
    if (isOnlyRevision) base = { revision: theirs.revision, document: base.document };
    else if (areSameDocuments(theirs.document, flown)) base = { revision: theirs.revision, document: flown };
    else setState({ status: "conflict", theirs });
  }

  function meetFailure(error: unknown) {
    const problem = error instanceof ApiProblem ? error : null;
    if (problem && !problem.isRetryable) return setState({ status: "failed", problem });
    setState({ status: "offline" });
    startTimer(
      problem?.retryAfterMs ?? Math.min(kFirstRetryMilliseconds * 2 ** retries, kLastRetryMilliseconds),
    );
    retries += 1;
  }

  async function writeOnce() {
    const flown = current;
    setState({ status: "saving" });
    try {
      base = { revision: await ports.save(flown, base.revision), document: flown };
      retries = 0;
    } catch (error) {
      if (!isStale(error)) return meetFailure(error);
      await meetStale(flown).catch(meetFailure);
    }
  }

  const isInConflict = () => state.status === "conflict";
  const isProgressing = () => state.status === "saving" || state.status === "unsaved";

  async function write(): Promise<void> {
    if (isWriting || isInConflict()) return;
    isWriting = true;
    try {
      // A change that came meanwhile and waits for a pause in typing is left to its timer.
      do {
        if (current !== base.document) await writeOnce();
      } while (current !== base.document && timer === null && isProgressing());
    } finally {
      isWriting = false;
    }
    if (current === base.document && !isInConflict()) setState({ status: "saved" });
    else if (state.status === "saving") setState({ status: "unsaved" });
    backUp(0);
  }

  return {
    /** The document has changed. */
    change(document: WorkflowDocument, isTyping: boolean) {
      if (document === current) return;
      current = document;
      backUp(isTyping ? kBackupMilliseconds : 0);
      if (state.status === "conflict") return;
      if (!isWriting) setState({ status: current === base.document ? "saved" : "unsaved" });
      if (current === base.document && !isWriting) stopTimer();
      else startTimer(isTyping ? kTypingMilliseconds : kStructureMilliseconds);
    },

    /** Saves what is unsaved now; false when it could not. */
    async flush(): Promise<boolean> {
      stopTimer();
      await write();
      // Another write was under way: see what it leaves.
      while (isWriting) await new Promise<void>((resolve) => ports.setTimer(resolve, kStructureMilliseconds));
      if (current !== base.document && isProgressing()) await write();
      return current === base.document;
    },

    /** Somebody else has saved: the next write goes over theirs. Ends a conflict. */
    rebase(stored: Stored) {
      base = stored;
      retries = 0;
      setState({ status: current === base.document ? "saved" : "unsaved" });
      backUp(0);
    },

    get base() {
      return base;
    },
    get isClean() {
      return current === base.document && !isWriting;
    },
    getState: () => state,
    subscribe(watcher: () => void) {
      watchers.add(watcher);
      return () => {
        watchers.delete(watcher);
      };
    },
  };
}

export type Saver = ReturnType<typeof createSaver>;
