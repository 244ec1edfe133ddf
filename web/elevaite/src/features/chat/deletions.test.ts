import { expect, test } from "vitest";

import { createDeletions } from "./deletions";

function stage() {
  const deleted: [string, boolean][] = [];
  const timers = new Map<number, () => void>();
  let count = 0;
  const deletions = createDeletions({
    delete: (id, isLeaving) => deleted.push([id, isLeaving]),
    setTimer: (work) => {
      timers.set(++count, work);
      return count;
    },
    clearTimer: (timer) => timers.delete(timer as number),
  });
  return { deletions, deleted, ring: () => [...timers.values()].forEach((work) => work()) };
}

test("it is hidden at once and deleted when the time is over", () => {
  const { deletions, deleted, ring } = stage();
  deletions.add("conv_1");
  expect([...deletions.hidden()]).toEqual(["conv_1"]);
  expect(deleted).toEqual([]);
  ring();
  expect(deleted).toEqual([["conv_1", false]]);
  expect([...deletions.hidden()]).toEqual(["conv_1"]);
});

test("what is taken back is never deleted", () => {
  const { deletions, deleted, ring } = stage();
  deletions.add("conv_1");
  deletions.undo("conv_1");
  ring();
  deletions.leave();
  expect(deleted).toEqual([]);
  expect(deletions.hidden().size).toBe(0);
});

test("a page that goes away deletes at once, and only once", () => {
  const { deletions, deleted, ring } = stage();
  deletions.add("conv_1");
  deletions.add("conv_2");
  deletions.leave();
  ring();
  expect(deleted).toEqual([
    ["conv_1", true],
    ["conv_2", true],
  ]);
});
