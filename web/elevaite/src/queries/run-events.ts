import { ApiProblem, kEngineApi, networkProblem, problemOf, readEvents } from "@elevaite/shared/api";
import { authorizedFetch } from "@elevaite/shared/session";

import type { RunEvent } from "./run-journal";

export type FollowOptions = {
  run: string;
  /** The number of the last event that is known already. */
  after?: number;
  signal: AbortSignal;
  /** Events in their order, each once, however often the connection broke. */
  onEvents: (events: RunEvent[]) => void;
  /** A fragment of an answer that is being written. It is not repeated after a break. */
  onDelta?: (delta: unknown) => void;
  onConnection?: (isConnected: boolean) => void;
};

export type FollowPorts = { fetch: typeof fetch; sleep: (milliseconds: number) => Promise<void> };

/** The server says something every 15 s. After this long in silence the connection is dead. */
const kSilenceMilliseconds = 40_000;
const kFirstPauseMilliseconds = 500;
const kLongestPauseMilliseconds = 8_000;

const browser: FollowPorts = {
  fetch: authorizedFetch,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * Follows the journal of a run until it ends or `signal` says to stop. A broken connection is opened again where it
 * broke; only a refusal (no such run, not allowed) is thrown, as an ApiProblem.
 */
export async function followRun(options: FollowOptions, ports: FollowPorts = browser): Promise<void> {
  const { signal } = options;
  let after = options.after ?? 0;
  let failures = 0;
  while (!signal.aborted) {
    let wait: number | undefined;
    try {
      const isOver = await readOnce(options, after, ports, (seq) => {
        after = seq;
        failures = 0;
      });
      if (isOver) return;
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : networkProblem();
      if (signal.aborted) return;
      if (!problem.isRetryable) throw problem;
      wait = problem.retryAfterMs;
    }
    options.onConnection?.(false);
    await ports.sleep(wait ?? Math.min(kFirstPauseMilliseconds * 2 ** failures++, kLongestPauseMilliseconds));
  }
}

/** One connection. True when the server said that the run has ended. */
async function readOnce(
  { run, signal, onEvents, onDelta, onConnection }: FollowOptions,
  after: number,
  ports: FollowPorts,
  onProgress: (seq: number) => void,
): Promise<boolean> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), kSilenceMilliseconds);
  let last = after;
  try {
    const response = await ports.fetch(`${kEngineApi}/v1/runs/${encodeURIComponent(run)}/events`, {
      headers: { accept: "text/event-stream", ...(after > 0 ? { "last-event-id": String(after) } : {}) },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
    if (!response.body) throw networkProblem();
    onConnection?.(true);
    for await (const received of readEvents(response.body)) {
      if (signal.aborted) return false;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), kSilenceMilliseconds);
      let events: RunEvent[] = [];
      const pass = () => {
        if (events.length === 0) return;
        onProgress(last);
        onEvents(events);
        events = [];
      };
      let isOver = false;
      for (const { event, data } of received) {
        if (event === "end") isOver = true;
        if (event === "delta") {
          // The words of an answer stand behind the events that came before them.
          pass();
          onDelta?.(JSON.parse(data));
        }
        if (event !== "message") continue;
        const entry = JSON.parse(data) as RunEvent;
        if (entry.seq <= last) continue;
        last = entry.seq;
        events.push(entry);
      }
      pass();
      if (isOver) return true;
    }
    return false;
  } finally {
    clearTimeout(timer);
  }
}
