import { expect, test } from "vitest";

import { dayGroupOf, groupByDay } from "./day-groups";

const kNow = Date.parse("2026-08-03T00:30:00Z");

test("the heading follows calendar days, not hours", () => {
  expect(dayGroupOf("2026-08-03T00:01:00Z", kNow)).toBe("today");
  expect(dayGroupOf("2026-08-02T23:59:00Z", kNow)).toBe("yesterday");
  expect(dayGroupOf("2026-07-28T12:00:00Z", kNow)).toBe("week");
  expect(dayGroupOf("2026-07-27T12:00:00Z", kNow)).toBe("month");
  expect(dayGroupOf("2026-07-01T12:00:00Z", kNow)).toBe("older");
});

test("a clock that is behind does not put the newest anywhere else", () => {
  expect(dayGroupOf("2026-08-04T09:00:00Z", kNow)).toBe("today");
});

test("entries keep their order and headings stand once", () => {
  const days = ["2026-08-03T00:20:00Z", "2026-08-03T00:10:00Z", "2026-08-02T10:00:00Z"];
  expect(groupByDay(days, (day) => day, kNow)).toEqual([
    { group: "today", entries: days.slice(0, 2) },
    { group: "yesterday", entries: days.slice(2) },
  ]);
});
