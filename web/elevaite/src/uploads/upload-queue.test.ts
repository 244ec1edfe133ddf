import { expect, test } from "vitest";

import { createUploadQueue, type Send } from "./upload-queue";

type Source = { name: string; size: number };
const source = (name: string): Source => ({ name, size: 10 });
const accept = () => undefined;

/** Sends nothing until the test says how each ends. */
function held() {
  const running = new Map<
    string,
    { resolve: () => void; reject: (error: Error) => void; step: (n: number) => void }
  >();
  const send: Send<Source> = ({ name }, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      running.set(name, { resolve, reject, step: onProgress });
      signal.addEventListener("abort", () => reject(new Error("aborted")));
    });
  const done: string[] = [];
  const queue = createUploadQueue(send, ({ name }) => done.push(name));
  const states = () => queue.uploads().map(({ name, state }) => `${name} ${state}`);
  return { queue, running, done, states };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("two are sent at a time, in order", async () => {
  const { queue, running, done, states } = held();
  queue.add(["a", "b", "c"].map(source), accept);
  expect(states()).toEqual(["a sending", "b sending", "c waiting"]);
  running.get("b")?.resolve();
  await settled();
  expect(done).toEqual(["b"]);
  expect(states()).toEqual(["a sending", "c sending"]);
});

test("one shows how far it has come", () => {
  const { queue, running } = held();
  queue.add([source("a")], accept);
  running.get("a")?.step(7);
  expect(queue.uploads()[0]).toMatchObject({ sent: 7, size: 10 });
});

test("a cancelled one goes, and makes room", async () => {
  const { queue, states } = held();
  queue.add(["a", "b", "c", "d"].map(source), accept);
  queue.cancel(4);
  queue.cancel(1);
  await settled();
  expect(states()).toEqual(["b sending", "c sending"]);
});

test("a failed one stays with its reason until it is tried again", async () => {
  const { queue, running, done, states } = held();
  queue.add([source("a")], accept);
  running.get("a")?.reject(new Error("lost"));
  await settled();
  expect(queue.uploads()[0]).toMatchObject({ state: "failed", error: new Error("lost") });
  queue.retry(1);
  expect(states()).toEqual(["a sending"]);
  running.get("a")?.resolve();
  await settled();
  expect(done).toEqual(["a"]);
});

test("one that cannot be taken is not sent", () => {
  const { queue, running, states } = held();
  queue.add([source("a")], () => new Error("too large"));
  expect(states()).toEqual(["a failed"]);
  expect(running.size).toBe(0);
});
