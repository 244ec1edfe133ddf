import type { Step } from "@/queries/run-journal";

/** The steps of a node in a run; of an attached tool, the calls by its agents. */
export function stepsOfNode(
  steps: readonly Step[],
  node: string,
  agents: readonly string[],
  toolName: string | undefined,
): Step[] {
  if (agents.length > 0) {
    return steps.filter(
      (step) => step.kind === "tool_call" && step.title === toolName && agents.includes(step.node),
    );
  }
  return steps.filter(
    (step) => step.node === node && step.kind !== "model_call" && step.kind !== "tool_call",
  );
}

/** The model and tool calls inside a step. */
export function partsOf(steps: readonly Step[], whole: Step): Step[] {
  return steps.filter((step) => step.path.startsWith(`${whole.path}:`));
}
