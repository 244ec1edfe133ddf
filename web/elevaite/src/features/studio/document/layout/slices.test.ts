import { expect, test } from "vitest";

import { finish, inSlices, type Steps } from "./slices";

function* counting(steps: number, done: number[] = []): Steps<number> {
  for (let step = 0; step < steps; step++) {
    done.push(step);
    // Longer than a slice, so that each step is one.
    for (const until = performance.now() + 15; performance.now() < until;);
    yield;
  }
  return steps;
}

test("the work is the same at once and in slices", async () => {
  expect(finish(counting(3))).toBe(3);
  expect(await inSlices(counting(3), () => true)).toBe(3);
});

test("others have their turn between two slices", async () => {
  const order: string[] = [];
  setTimeout(() => order.push("other"));
  await inSlices(counting(3), () => true).then(() => order.push("work"));
  expect(order).toEqual(["other", "work"]);
});

test("what nobody wants any more ends", async () => {
  const done: number[] = [];
  expect(await inSlices(counting(9, done), () => done.length < 2)).toBeNull();
  expect(done).toEqual([0, 1]);
});
