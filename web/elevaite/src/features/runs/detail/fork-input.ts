import type { Step } from "@/queries/run-journal";

export type ForkInput = { value: unknown; isBroken: boolean };

/** What was typed as JSON; nothing is no input at all, which is not the same as null. */
export function parseInput(typed: string): ForkInput {
  if (typed.trim() === "") return { value: undefined, isBroken: false };
  try {
    return { value: JSON.parse(typed) as unknown, isBroken: false };
  } catch {
    return { value: undefined, isBroken: true };
  }
}

/** From these steps a run can be forked: whole ones, outside of loops. */
export function forkableSteps(steps: readonly Step[]): Step[] {
  return steps.filter(({ path }) => !/[[:]/.test(path));
}

/** Where a fork most likely begins: at the chosen step or the loop or agent around it, else where it failed. */
export function likelyStart(steps: readonly Step[], chosen: string | null): string {
  const whole = (chosen ?? "").split(/[[:]/)[0];
  const forkable = forkableSteps(steps);
  const found =
    forkable.find(({ path }) => path === whole) ??
    forkable.find(({ status }) => status === "failed") ??
    forkable[0];
  return found?.path ?? "";
}
