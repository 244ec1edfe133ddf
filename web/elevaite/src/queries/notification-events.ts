import { ApiProblem, kEngineApi, networkProblem, problemOf, readEvents } from "@elevaite/shared/api";
import { authorizedFetch } from "@elevaite/shared/session";

import type { Notification } from "./notifications";

export type FollowOptions = {
  /** The number of the last one that is known; null: of the newest that there is now. */
  after: number | null;
  signal: AbortSignal;
  /** Those that have come, in their order, each once, however often the connection broke. */
  onNotifications: (notifications: Notification[]) => void;
  onUnread: (count: number) => void;
  /** Up to where it has been read; with it, following can begin again later without a loss. */
  onPosition: (seq: number) => void;
};

export type FollowPorts = { fetch: typeof fetch; sleep: (milliseconds: number) => Promise<void> };

/** The server says something every 15 s. After this long in silence the connection is dead. */
const kSilenceMilliseconds = 40_000;
const kFirstPauseMilliseconds = 500;
const kLongestPauseMilliseconds = 30_000;

const browser: FollowPorts = {
  fetch: authorizedFetch,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * Follows what one is told of until `signal` says to stop. The server ends a stream after some minutes, and networks
 * break: it goes on where it was. Only a refusal is thrown, as an ApiProblem.
 */
export async function followNotifications(
  options: FollowOptions,
  ports: FollowPorts = browser,
): Promise<void> {
  const { signal } = options;
  let { after } = options;
  let failures = 0;
  const moveTo = (seq: number) => {
    after = seq;
    options.onPosition(seq);
  };
  while (!signal.aborted) {
    let wait: number | undefined;
    try {
      // From the newest that there is, so that also what comes before the first event arrives survives a break.
      if (after === null) moveTo(await newest(signal, ports));
      await readOnce(options, after ?? 0, ports, (seq) => {
        failures = 0;
        if (seq !== after) moveTo(seq);
      });
    } catch (error) {
      if (signal.aborted) return;
      const problem = error instanceof ApiProblem ? error : networkProblem();
      if (!problem.isRetryable) throw problem;
      wait = problem.retryAfterMs;
    }
    if (signal.aborted) return;
    await ports.sleep(wait ?? Math.min(kFirstPauseMilliseconds * 2 ** failures++, kLongestPauseMilliseconds));
  }
}

async function expectOk(response: Response): Promise<Response> {
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
  return response;
}

async function newest(signal: AbortSignal, ports: FollowPorts): Promise<number> {
  const response = await expectOk(await ports.fetch(`${kEngineApi}/v1/notifications?limit=1`, { signal }));
  const { data } = (await response.json()) as { data: Notification[] };
  return data[0]?.seq ?? 0;
}

/** One connection, to its end. */
async function readOnce(
  { signal, onNotifications, onUnread }: FollowOptions,
  after: number,
  ports: FollowPorts,
  onProgress: (seq: number) => void,
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), kSilenceMilliseconds);
  let last = after;
  try {
    const response = await expectOk(
      await ports.fetch(`${kEngineApi}/v1/notifications/events`, {
        headers: { accept: "text/event-stream", "last-event-id": String(after) },
        signal: AbortSignal.any([signal, silence.signal]),
      }),
    );
    if (!response.body) throw networkProblem();
    for await (const received of readEvents(response.body)) {
      if (signal.aborted) return;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), kSilenceMilliseconds);
      const come: Notification[] = [];
      let unread: number | null = null;
      for (const { event, data } of received) {
        if (event === "unread") unread = (JSON.parse(data) as { unread: number }).unread;
        if (event !== "notification") continue;
        const notification = JSON.parse(data) as Notification;
        if (notification.seq <= last) continue;
        last = notification.seq;
        come.push(notification);
      }
      onProgress(last);
      if (come.length > 0) onNotifications(come);
      if (unread !== null) onUnread(unread);
    }
  } finally {
    clearTimeout(timer);
  }
}
