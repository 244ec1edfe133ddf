import type { RunView } from "@/queries/run-journal";

import type { JsonValue } from "../../document/types";
import type { Samples } from "./scope";

/** The values that the run on the canvas really had, for completion and previews. */
export function samplesOf(view: RunView | null, trigger: unknown): Samples {
  const outputs = new Map<string, JsonValue>();
  for (const step of view?.steps ?? []) {
    const isPart = step.kind === "model_call" || step.kind === "tool_call";
    if (!isPart && step.status === "succeeded") outputs.set(step.node, step.output as JsonValue);
  }
  return { trigger: trigger as JsonValue | undefined, outputs };
}
