import { expect, test } from "vitest";

import { destinations, isAt, placesOf } from "./navigation";

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

test("the pages below a destination come after it, without a hotkey", () => {
  const places = placesOf(destinations).filter(({ href }) => href.startsWith("/jobs"));
  expect(places.map(({ href, hotkey }) => [href, hotkey])).toEqual([
    ["/jobs", "g j"],
    ["/jobs/failures", undefined],
    ["/jobs/queues", undefined],
  ]);
});
