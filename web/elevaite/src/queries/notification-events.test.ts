import { expect, test, vi } from "vitest";

import { followNotifications, type FollowPorts } from "./notification-events";

vi.mock("@elevaite/shared/session", () => ({ authorizedFetch: fetch }));

type Answer = { status?: number; body?: string; json?: unknown; breaks?: boolean };

function bodyOf({ body = "", breaks }: Answer): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(new TextEncoder().encode(body)),
      // Asked for more, when what there was has been read.
      pull(controller) {
        if (breaks) controller.error(new TypeError("network error"));
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Follows a server that gives these answers, and stops when it has no more. */
async function follow(after: number | null, answers: Answer[]) {
  const stop = new AbortController();
  const asked: string[] = [];
  const slept: number[] = [];
  const seen: number[] = [];
  const counts: number[] = [];
  const positions: number[] = [];
  const ports: FollowPorts = {
    fetch: (input, init) => {
      asked.push(new Headers(init?.headers).get("last-event-id") ?? String(input).replace(/^.*\/v1/, ""));
      const answer = answers.shift();
      if (!answer) {
        stop.abort();
        return Promise.reject(new DOMException("stopped", "AbortError"));
      }
      const status = answer.status ?? 200;
      if (answer.json) return Promise.resolve(Response.json(answer.json, { status }));
      return Promise.resolve(new Response(bodyOf(answer), { status }));
    },
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      return Promise.resolve();
    },
  };
  const options = {
    after,
    signal: stop.signal,
    onNotifications: (come: { seq: number }[]) => seen.push(...come.map(({ seq }) => seq)),
    onUnread: (count: number) => counts.push(count),
    onPosition: (seq: number) => positions.push(seq),
  };
  const problem = await followNotifications(options, ports).then(
    () => null,
    (error: unknown) => error,
  );
  return { asked, slept, seen, counts, positions, problem };
}

const told = (seq: number) => `event: notification\nid: ${seq}\ndata: {"seq":${seq},"title":"x"}\n\n`;
const unread = (count: number) => `event: unread\ndata: {"unread":${count}}\n\n`;

test("begins at the newest that there is", async () => {
  const { asked, seen, counts } = await follow(null, [
    { json: { data: [{ seq: 41 }], next_cursor: "x" } },
    { body: unread(3) + told(42) + unread(4) },
  ]);
  expect(asked.slice(0, 2)).toEqual(["/notifications?limit=1", "41"]);
  expect(seen).toEqual([42]);
  expect(counts).toEqual([4]);
});

test("an empty inbox begins at zero, and loses nothing when the connection breaks at once", async () => {
  const { asked, seen } = await follow(null, [
    { json: { data: [], next_cursor: null } },
    { body: ": ok\n\n", breaks: true },
    { body: told(1) },
  ]);
  expect(asked).toEqual(["/notifications?limit=1", "0", "0", "1"]);
  expect(seen).toEqual([1]);
});

test("goes on where it was, and passes nothing twice", async () => {
  const { asked, seen, positions } = await follow(7, [
    { body: told(8) + told(9), breaks: true },
    { body: told(9) + told(10) },
  ]);
  expect(asked).toEqual(["7", "9", "10"]);
  expect(seen).toEqual([8, 9, 10]);
  expect(positions).toEqual([9, 10]);
});

test("waits longer while the platform does not answer, and as long as it says", async () => {
  const down = { status: 503, json: { code: "unavailable", detail: "Soon." } };
  const busy = { status: 429, json: { code: "rate_limited", detail: "Slow.", retry_after_ms: 1234 } };
  const { slept } = await follow(0, [down, down, busy, { body: unread(0) }]);
  expect(slept.slice(0, 3)).toEqual([500, 1000, 1234]);
  expect(slept[3]).toBe(500);
});

test("a refusal ends it", async () => {
  const { problem, slept } = await follow(0, [
    { status: 403, json: { code: "permission_denied", detail: "No." } },
  ]);
  expect(problem).toMatchObject({ code: "permission_denied" });
  expect(slept).toEqual([]);
});
