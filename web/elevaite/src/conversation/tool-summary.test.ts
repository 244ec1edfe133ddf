import { expect, test } from "vitest";

import { argumentsOf, summaryOf } from "./tool-summary";

test("arguments are on one line, whatever they are", () => {
  expect(summaryOf({ order_id: 1042, city: "New\nYork", ids: [1, 2], filter: { a: 1 }, flag: null })).toBe(
    "order_id: 1042, city: New York, ids: [2], filter: {…}, flag: null",
  );
  expect(summaryOf({ text: "x".repeat(500) }).length).toBeLessThan(130);
});

test("a step without arguments has none", () => {
  expect(argumentsOf({ tool: "now", arguments: {} })).toEqual({});
  for (const input of [undefined, null, "x", [], { arguments: 3 }]) expect(argumentsOf(input)).toEqual({});
});
