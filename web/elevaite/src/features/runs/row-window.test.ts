import { expect, test } from "vitest";

import { rowWindow } from "./row-window";

const seen = { height: 400 };

test("all that can be seen is there, with some to spare, at every place", () => {
  for (let scrolled = -2000; scrolled < 50_000; scrolled += 7) {
    const { first, end } = rowWindow(1000, 40, { scrolled, ...seen });
    expect(first).toBeLessThanOrEqual(Math.max(0, Math.floor(scrolled / 40)));
    expect(end).toBeGreaterThanOrEqual(Math.min(1000, Math.max(0, Math.ceil((scrolled + 400) / 40))));
    expect(end - first).toBeLessThan(60);
  }
});

test("a short list is there as a whole", () => {
  expect(rowWindow(5, 40, { scrolled: 0, ...seen })).toEqual({ first: 0, end: 5 });
});

test("a small movement changes nothing", () => {
  expect(rowWindow(1000, 40, { scrolled: 4000, ...seen })).toEqual(
    rowWindow(1000, 40, { scrolled: 4030, ...seen }),
  );
});
