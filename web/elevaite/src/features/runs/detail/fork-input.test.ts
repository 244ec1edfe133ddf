import { expect, test } from "vitest";

import { foldJournal, type RunEvent } from "@/queries/run-journal";

import { forkableSteps, likelyStart, parseInput } from "./fork-input";

const at = "2026-11-26T00:00:00.000Z";
const events: RunEvent[] = [
  { seq: 1, type: "run_created", at },
  { seq: 2, type: "step_succeeded", at, step: "begin" },
  { seq: 3, type: "step_started", at, step: "each", items: [1] },
  { seq: 4, type: "step_succeeded", at, step: "each[0].work" },
  { seq: 5, type: "step_succeeded", at, step: "each" },
  { seq: 6, type: "step_started", at, step: "ask" },
  { seq: 7, type: "step_succeeded", at, step: "ask:model.1", kind: "model_call" },
  { seq: 8, type: "step_failed", at, step: "ask", error: { code: "timeout", message: "No." } },
];
const { steps } = foldJournal(events);

test("only whole steps outside of loops can be forked from", () => {
  expect(forkableSteps(steps).map(({ path }) => path)).toEqual(["begin", "each", "ask"]);
});

test("a fork begins at the chosen step, or what it is in, or where the run failed", () => {
  expect(likelyStart(steps, "begin")).toBe("begin");
  expect(likelyStart(steps, "each[0].work")).toBe("each");
  expect(likelyStart(steps, "ask:model.1")).toBe("ask");
  expect(likelyStart(steps, null)).toBe("ask");
  expect(likelyStart([], "gone")).toBe("");
});

test("an empty field is no input, and null is one", () => {
  expect(parseInput("  ")).toEqual({ value: undefined, isBroken: false });
  expect(parseInput("null")).toEqual({ value: null, isBroken: false });
  expect(parseInput('{"a":1}')).toEqual({ value: { a: 1 }, isBroken: false });
  expect(parseInput("{a")).toEqual({ value: undefined, isBroken: true });
});
