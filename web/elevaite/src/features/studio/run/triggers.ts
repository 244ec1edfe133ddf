import type { Catalogue } from "../document/kinds";
import type { JsonObject, WorkflowDocument, WorkflowNode } from "../document/types";

/** The nodes with which a test may begin. */
export function triggersOf(document: WorkflowDocument, catalogue: Catalogue): WorkflowNode[] {
  return document.nodes.filter((node) => catalogue.get(node.kind)?.is_trigger && !node.disabled);
}

/** An input that fits a trigger, to begin with. */
export function exampleInput(trigger: WorkflowNode | undefined): JsonObject {
  switch (trigger?.kind) {
    case "chat_trigger":
      return { message: "Hello" };
    case "webhook_trigger":
      return { method: "POST", headers: {}, query: {}, body: {} };
    default:
      return {};
  }
}
