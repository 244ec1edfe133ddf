import { expect, test } from "vitest";

import { forAll } from "./bulk";

test("all are done, a few at a time, whatever fails", async () => {
  let running = 0;
  let most = 0;
  const progress: number[] = [];
  const work = async (item: number) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running--;
    if (item % 3 === 0) throw new Error(`${item} will not`);
  };
  const { done, failed } = await forAll([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], work, (n) => progress.push(n));
  expect(done.toSorted((a, b) => a - b)).toEqual([1, 2, 4, 5, 7, 8, 10]);
  expect(failed.map(({ item }) => item).toSorted()).toEqual([3, 6, 9]);
  expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(most).toBe(4);
});
