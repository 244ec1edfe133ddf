import { outputsOf, takesTools, type Catalogue, type NodeKind } from "./kinds";
import type { Box } from "./arrange";
import type { WorkflowDocument, WorkflowNode } from "./types";

/**
 * How large a node's card is follows from the document alone: the canvas then knows all places before anything is
 * drawn, and draws only what can be seen. node-card.tsx keeps to these figures.
 */
export const kNodeWidth = 208;
export const kHeaderHeight = 60;
export const kRowHeight = 26;
export const kFooterHeight = 32;
export const kGrid = 20;

/** Outputs are listed by name when there are several; a single one needs no name. */
export function hasOutputRows(kind: NodeKind | undefined, node: WorkflowNode): boolean {
  return outputsOf(kind, node.config).length > 1;
}

export function sizeOf(node: WorkflowNode, catalogue: Catalogue): { width: number; height: number } {
  const kind = catalogue.get(node.kind);
  const rows = hasOutputRows(kind, node) ? outputsOf(kind, node.config).length : 0;
  const height =
    kHeaderHeight + (rows > 0 ? rows * kRowHeight + 6 : 0) + (takesTools(kind) ? kFooterHeight : 0);
  return { width: kNodeWidth, height };
}

export function boxesOf(document: WorkflowDocument, catalogue: Catalogue, ids: ReadonlySet<string>): Box[] {
  const nodes = document.nodes
    .filter((node) => ids.has(node.id))
    .map((node) => ({ id: node.id, ...node.position, ...sizeOf(node, catalogue) }));
  const stickies = document.stickies
    .filter((sticky) => ids.has(sticky.id))
    .map(({ id, position, width, height }) => ({ id, ...position, width, height }));
  return [...nodes, ...stickies];
}
