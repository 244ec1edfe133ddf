import { expect, test } from "vitest";

import { parseInput } from "./run-input";

test.each([
  ["", { value: {} }],
  ['{"a":1}', { value: { a: 1 } }],
  ["null", { value: null }],
  ["{a:1}", undefined],
])("%s", (typed, expected) => {
  expect(parseInput(typed)).toEqual(expected);
});
