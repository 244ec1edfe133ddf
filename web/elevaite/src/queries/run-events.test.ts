import { expect, test, vi } from "vitest";

import { followRun, type FollowPorts } from "./run-events";
import type { RunEvent } from "./run-journal";

vi.mock("@elevaite/shared/session", () => ({ authorizedFetch: fetch }));

type Answer = { status?: number; body?: string; breaks?: boolean };

/** A server that gives these answers one after the other and remembers what it was asked. */
function serverOf(answers: Answer[]) {
  const asked: (string | null)[] = [];
  const slept: number[] = [];
  const ports: FollowPorts = {
    fetch: (_input, init) => {
      asked.push(new Headers(init?.headers).get("last-event-id"));
      const answer = answers.shift();
      if (!answer) throw new Error("asked too often");
      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            controller.enqueue(new TextEncoder().encode(answer.body ?? ""));
          },
          // Asked for more, when what there was has been read.
          pull(controller) {
            if (answer.breaks) controller.error(new TypeError("network error"));
            else controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      return Promise.resolve(new Response(body, { status: answer.status ?? 200 }));
    },
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      return Promise.resolve();
    },
  };
  return { asked, slept, ports };
}

const frame = (seq: number) => `id: ${seq}\ndata: {"seq":${seq},"type":"step_started","at":"x"}\n\n`;
const kEnd = 'event: end\ndata: {"status":"succeeded"}\n\n';

async function follow(answers: Answer[]) {
  const server = serverOf(answers);
  const seen: number[] = [];
  const deltas: unknown[] = [];
  const connections: boolean[] = [];
  const following = followRun(
    {
      run: "run_1",
      signal: new AbortController().signal,
      onEvents: (events: RunEvent[]) => seen.push(...events.map(({ seq }) => seq)),
      onDelta: (delta) => deltas.push(delta),
      onConnection: (isConnected) => connections.push(isConnected),
    },
    server.ports,
  );
  return { ...server, seen, deltas, connections, following };
}

test("it reads to the end and does not ask again", async () => {
  const { following, seen, asked, deltas } = await follow([
    { body: frame(1) + 'event: delta\ndata: {"text":"Hi"}\n\n' + frame(2) + kEnd },
  ]);
  await following;
  expect(seen).toEqual([1, 2]);
  expect(deltas).toEqual([{ text: "Hi" }]);
  expect(asked).toEqual([null]);
});

test("after a break it goes on behind the last event, and shows none twice", async () => {
  const { following, seen, asked, connections } = await follow([
    { body: frame(1) + frame(2), breaks: true },
    { body: frame(2) + frame(3) },
    { body: frame(4) + kEnd },
  ]);
  await following;
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(asked).toEqual([null, "2", "3"]);
  expect(connections).toEqual([true, false, true, false, true]);
});

test("the pauses grow while nothing comes, and are short again afterwards", async () => {
  const broken = { status: 503, body: "" };
  const { following, slept } = await follow([broken, broken, { body: frame(1) }, { body: kEnd }]);
  await following;
  expect(slept).toEqual([500, 1000, 500]);
});

test("a refusal is the end", async () => {
  const { following } = await follow([{ status: 404, body: '{"code":"not_found","detail":"No such run."}' }]);
  await expect(following).rejects.toMatchObject({ code: "not_found" });
});

test("events and fragments keep their order, also when they come together", async () => {
  const order: unknown[] = [];
  const { ports } = serverOf([
    { body: frame(1) + 'event: delta\ndata: {"text":"Hi"}\n\n' + frame(2) + frame(3) + kEnd },
  ]);
  await followRun(
    {
      run: "run_1",
      signal: new AbortController().signal,
      onEvents: (events) => order.push(events.map(({ seq }) => seq)),
      onDelta: () => order.push("words"),
    },
    ports,
  );
  expect(order).toEqual([[1], "words", [2, 3]]);
});
