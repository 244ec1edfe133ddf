import { expect, test } from "vitest";

import { linePoints, roundUp, shownLabels } from "./chart-scale";

test.each([
  [0, 1],
  [3, 3],
  [5, 5],
  [7, 8],
  [11, 20],
  [99, 100],
  [401, 500],
  [1_234_567, 2_000_000],
])("an axis for %d ends at %d", (value, end) => {
  expect(roundUp(value)).toBe(end);
});

test("as many labels as there is room for", () => {
  expect(shownLabels(24, 6)).toEqual([0, 4, 8, 12, 16, 20]);
  expect(shownLabels(3, 6)).toEqual([0, 1, 2]);
  expect(shownLabels(0, 6)).toEqual([]);
});

test("a line fills its box and passes over gaps", () => {
  expect(linePoints([0, 5, 10])).toBe("0,100 50,50 100,0");
  expect(linePoints([1, null, 1])).toBe("0,0 100,0");
  expect(linePoints([0, 0])).toBe("0,100 100,100");
  expect(linePoints([])).toBe("");
});
