import type { Catalogue } from "../document/kinds";
import type { WorkflowDocument, WorkflowNode } from "../document/types";

/** The nodes with which a test may begin. */
export function triggersOf(document: WorkflowDocument, catalogue: Catalogue): WorkflowNode[] {
  return document.nodes.filter((node) => catalogue.get(node.kind)?.is_trigger && !node.disabled);
}
