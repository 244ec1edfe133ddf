import { expect, test } from "vitest";

import { progressOf } from "./progress";

const nothing = { share: null, message: null, run: null };

test.each([
  [null, nothing],
  ["half", nothing],
  [{ run_id: "run_1" }, { ...nothing, run: "run_1" }],
  [
    { share: 0.25, message: "Reads" },
    { ...nothing, share: 0.25, message: "Reads" },
  ],
  [{ percent: 40 }, { ...nothing, share: 0.4 }],
  [
    { done: 3, total: 4 },
    { ...nothing, share: 0.75 },
  ],
  [
    { done: 5, total: 4 },
    { ...nothing, share: 1 },
  ],
  [{ done: 3, total: 0, message: "" }, nothing],
])("%j", (said, expected) => {
  expect(progressOf(said)).toEqual(expected);
});
