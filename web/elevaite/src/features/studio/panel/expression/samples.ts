import type { RunView } from "@/queries/run-journal";

import type { JsonValue } from "../../document/types";
import type { RunState } from "../../run/run-store";
import type { Samples } from "./scope";

function outputsOf(view: RunView | null | undefined): [string, JsonValue][] {
  const succeeded = (view?.steps ?? []).filter(({ status }) => status === "succeeded");
  const own = succeeded.filter(({ kind }) => kind !== "model_call" && kind !== "tool_call");
  return own.map((step) => [step.node, step.output as JsonValue]);
}

/** The values that the run on the canvas really had, and for a run of one node those that it was among. */
export function samplesOf({ view, whole, input }: Pick<RunState, "view" | "whole" | "input">): Samples {
  return {
    trigger: (whole ? whole.input : input) as JsonValue | undefined,
    outputs: new Map([...outputsOf(whole?.view), ...outputsOf(view)]),
  };
}
