import { expect, test } from "vitest";

import { destinations, isAt } from "./navigation";

test("a page below a destination belongs to it", () => {
  expect(isAt("/agents", "/agents/agt_1/studio")).toBe(true);
});

test("a path that only begins alike does not", () => {
  expect(isAt("/agents", "/agents-of-others")).toBe(false);
  expect(isAt("/", "/agents")).toBe(false);
});

test("no two destinations share a hotkey", () => {
  expect(new Set(destinations.map(({ hotkey }) => hotkey)).size).toBe(destinations.length);
});
