import { expect, it } from "vitest";

import { shiftInto } from "./bring-into-view";

it("moves as little as possible", () => {
  expect(shiftInto(10, 20, 0, 100)).toBe(0);
  expect(shiftInto(-10, 20, 0, 100)).toBe(10);
  expect(shiftInto(90, 120, 0, 100)).toBe(-20);
  expect(shiftInto(-50, 200, 0, 100)).toBe(0);
});
