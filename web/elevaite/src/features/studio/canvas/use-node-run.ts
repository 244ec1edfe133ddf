"use client";

import { agentsOf } from "../document/graph";
import type { WorkflowNode } from "../document/types";
import { toolKey, type NodeRun } from "../run/node-runs";
import { useRun, useStudio } from "../studio-context";

/** What the run on the canvas did with this node; tools are found by the calls of their agents. */
export function useNodeRun(node: WorkflowNode): NodeRun | undefined {
  const { document } = useStudio();
  return useRun(({ nodes }) => {
    if (nodes.size === 0) return undefined;
    const agents = agentsOf(document.getState().document, node.id);
    if (agents.length === 0) return nodes.get(node.id);
    return agents.map((agent) => nodes.get(toolKey(agent, node.tool?.name ?? ""))).find(Boolean);
  });
}
