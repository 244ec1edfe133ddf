import { expect, test } from "vitest";

import type { RunEvent } from "@/queries/run-journal";

import { eventSummary, eventTitle } from "./event-summary";

const summary = (event: Partial<RunEvent>) =>
  eventSummary({ seq: 1, type: "step_failed", at: "2026-08-03T12:00:00Z", ...event });

test.each<[Partial<RunEvent>, string]>([
  [{}, ""],
  [{ attempt: 1, duration_us: 439 }, "took 0.44 ms"],
  [{ attempt: 3, error: { code: "timeout", message: "Too slow" } }, "attempt 3 · Too slow"],
  [{ steps: ["a", "b"] }, "a, b"],
  [{ reason: "No need" }, "No need"],
  [{ until: "2026-08-03T14:00:00Z" }, "until in 2 hr."],
  [{ until: "2026-08-13T14:00:00Z" }, "until Aug 13, 14:00"],
  [{ is_timeout: true }, "the time was up"],
])("%j is told as %s", (event, expected) => {
  expect(summary(event)).toBe(expected);
});

test("an unknown kind of event keeps its name", () => {
  expect(eventTitle("step_teleported")).toBe("step_teleported");
});
