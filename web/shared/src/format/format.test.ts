import { expect, test } from "vitest";

import {
  formatBytes,
  formatDateTime,
  formatDuration,
  formatRelative,
  formatTokens,
  formatUsd,
} from "./index";

test.each([
  [0, "0 ms"],
  [0.004, "<0.01 ms"],
  [0.439, "0.44 ms"],
  [2.106, "2.1 ms"],
  [9.97, "10 ms"],
  [999, "999 ms"],
  [1234, "1.23 s"],
  [59_960, "1 min 0 s"],
  [75_000, "1 min 15 s"],
  [3_599_600, "1 h 0 min"],
  [90_000_000, "1 d 1 h"],
])("%d ms is %s", (milliseconds, expected) => {
  expect(formatDuration(milliseconds)).toBe(expected);
});

test.each([
  [0, "$0.00"],
  [1, "<$0.0001"],
  [1_200_000, "$0.0012"],
  [10_000_000, "$0.01"],
  [1_234_567_890_000, "$1,234.57"],
])("%i billionths of a dollar are %s", (nanos, expected) => {
  expect(formatUsd(nanos)).toBe(expected);
});

test.each([
  [0, "0 B"],
  [1536, "1.5 KiB"],
  [1024 * 1024, "1 MiB"],
  [5e15, "4547 TiB"],
])("%i bytes are %s", (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected);
});

test("few tokens are counted, many are rounded", () => {
  expect([formatTokens(9999), formatTokens(1_234_567)]).toEqual(["9,999", "1.2M"]);
});

test.each([
  ["2026-08-03T12:00:00Z", "just now"],
  ["2026-08-03T11:55:00Z", "5 min. ago"],
  ["2026-08-02T12:00:00Z", "yesterday"],
  ["2026-08-03T14:00:00Z", "in 2 hr."],
  ["2026-05-01T12:00:00Z", "May 1, 2026"],
])("%s reads %s", (at, expected) => {
  expect(formatRelative(at, Date.parse("2026-08-03T12:00:10Z"))).toBe(expected);
});

test("an instant is shown in the user's time zone, which is named", () => {
  expect(formatDateTime("2026-08-03T12:00:10Z")).toBe("Aug 3, 2026, 12:00:10 UTC");
});
