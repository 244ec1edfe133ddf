import { expect, test } from "vitest";

import { boundsOf, readTimeRange, timeRangeParams } from "./time-range";

const read = (query: string) => readTimeRange(new URLSearchParams(query));

test("a range is read from the address, and nonsense is none", () => {
  expect(read("range=24h")).toEqual({ preset: "24h" });
  expect(read("from=2026-08-03T10:00:00Z&to=2026-08-03T12:00:00%2B01:00")).toEqual({
    from: "2026-08-03T10:00:00.000Z",
    to: "2026-08-03T11:00:00.000Z",
  });
  for (const query of ["", "range=2y", "from=2026-08-03T10:00:00Z", "from=x&to=y"]) {
    expect(read(query)).toBeNull();
  }
  expect(read("from=2026-08-03T10:00:00Z&to=2026-08-03T09:00:00Z")).toBeNull();
});

test("writing takes away what another kind of range left", () => {
  expect(timeRangeParams({ preset: "1h" })).toEqual({ range: "1h", from: null, to: null });
  expect(timeRangeParams({ from: "a", to: "b" })).toEqual({ range: null, from: "a", to: "b" });
});

test("a preset ends now", () => {
  expect(boundsOf({ preset: "1h" }, Date.parse("2026-08-03T12:00:00Z"))).toEqual({
    from: "2026-08-03T11:00:00.000Z",
    to: "2026-08-03T12:00:00.000Z",
  });
});
