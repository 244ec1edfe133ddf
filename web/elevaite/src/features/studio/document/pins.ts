import type { Command } from "./commands";
import type { JsonValue, PinnedOutput, WorkflowNode } from "./types";
import { without } from "./without";

/** The engine takes no more of one node. */
export const kMaxPinnedBytes = 256 * 1024;

export function bytesOf(value: JsonValue): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Pins an output to a node, or with undefined takes it away. */
export function setPinned(id: string, pinned: PinnedOutput | undefined): Command {
  return (document) => ({
    ...document,
    nodes: document.nodes.map((node) => {
      if (node.id !== id) return node;
      return pinned === undefined ? (without(node, "pinned") as WorkflowNode) : { ...node, pinned };
    }),
  });
}
