/**
 * Conversations that somebody has deleted and may still take back. The server deletes for good, so it is told only when
 * the time to undo is over, or when the page goes away.
 */
export type DeletionPorts = {
  delete: (id: string, isLeaving: boolean) => void;
  setTimer: (work: () => void, milliseconds: number) => unknown;
  clearTimer: (timer: unknown) => void;
};

export const kUndoMilliseconds = 10_000;

export function createDeletions(ports: DeletionPorts) {
  const listeners = new Set<() => void>();
  const timers = new Map<string, unknown>();
  // A deleted one stays hidden: a list that was asked for before would bring it back for a moment.
  let hidden: ReadonlySet<string> = new Set();
  const change = (next: Set<string>) => {
    hidden = next;
    for (const listener of listeners) listener();
  };
  const carryOut = (id: string, isLeaving: boolean) => {
    ports.clearTimer(timers.get(id));
    timers.delete(id);
    ports.delete(id, isLeaving);
  };
  return {
    add(id: string) {
      if (timers.has(id)) return;
      timers.set(
        id,
        ports.setTimer(() => carryOut(id, false), kUndoMilliseconds),
      );
      change(new Set([...hidden, id]));
    },
    undo(id: string) {
      ports.clearTimer(timers.get(id));
      timers.delete(id);
      change(new Set([...hidden].filter((other) => other !== id)));
    },
    leave() {
      for (const id of [...timers.keys()]) carryOut(id, true);
    },
    hidden: () => hidden,
    subscribe(changed: () => void) {
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
      };
    },
  };
}
