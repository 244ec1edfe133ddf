import { indexOf, isAttachedTool, nodeById, nodesAfter } from "./graph";
import { hasErrorOutput, outputsOf, takesTools, type Catalogue } from "./kinds";
import {
  kErrorHandle,
  kInHandle,
  kToolHandle,
  kToolsHandle,
  type WorkflowDocument,
  type WorkflowEdge,
} from "./types";

export type Connection = Omit<WorkflowEdge, "id">;
export type End = { node: string; handle: string };

function hasOutput(document: WorkflowDocument, catalogue: Catalogue, { node, handle }: End): boolean {
  const found = nodeById(document, node);
  const kind = found && catalogue.get(found.kind);
  if (!found || !kind) return false;
  if (handle === kErrorHandle) return hasErrorOutput(kind);
  return outputsOf(kind, found.config).some((output) => output.id === handle);
}

function hasFlowEdges(document: WorkflowDocument, id: string): boolean {
  const { incoming, outgoing } = indexOf(document);
  return incoming.has(id) || (outgoing.get(id) ?? []).some((edge) => edge.source_handle !== kToolHandle);
}

function canAttach(document: WorkflowDocument, catalogue: Catalogue, tool: string, agent: string): boolean {
  const toolNode = nodeById(document, tool);
  const agentNode = nodeById(document, agent);
  if (!toolNode || !agentNode) return false;
  return (
    (catalogue.get(toolNode.kind)?.can_be_tool ?? false) &&
    takesTools(catalogue.get(agentNode.kind)) &&
    !hasFlowEdges(document, tool)
  );
}

/** Whether this edge may be drawn: the engine would not refuse it because of its shape. */
export function canConnect(document: WorkflowDocument, catalogue: Catalogue, wanted: Connection): boolean {
  const { source, source_handle, target, target_handle } = wanted;
  if (source === target) return false;
  const isThere = (indexOf(document).outgoing.get(source) ?? []).some(
    (edge) =>
      edge.source_handle === source_handle && edge.target === target && edge.target_handle === target_handle,
  );
  if (isThere) return false;
  if (source_handle === kToolHandle || target_handle === kToolsHandle) {
    const isPair = source_handle === kToolHandle && target_handle === kToolsHandle;
    return isPair && canAttach(document, catalogue, source, target);
  }
  const targetNode = nodeById(document, target);
  const inputs = (targetNode && catalogue.get(targetNode.kind)?.inputs) ?? [];
  return (
    hasOutput(document, catalogue, { node: source, handle: source_handle }) &&
    inputs.some((input) => input.id === target_handle) &&
    !isAttachedTool(document, source) &&
    !isAttachedTool(document, target) &&
    !nodesAfter(document, target).has(source)
  );
}

/** Where an edge from this output may lead, in the order of the document. */
export function targetsOf(document: WorkflowDocument, catalogue: Catalogue, from: End): End[] {
  const handle = from.handle === kToolHandle ? kToolsHandle : kInHandle;
  return document.nodes
    .filter((node) =>
      canConnect(document, catalogue, {
        source: from.node,
        source_handle: from.handle,
        target: node.id,
        target_handle: handle,
      }),
    )
    .map((node) => ({ node: node.id, handle }));
}

/** The output that a following node is connected to: the first that leads nowhere yet, or else the first. */
export function nextOutput(document: WorkflowDocument, catalogue: Catalogue, id: string): string | undefined {
  const node = nodeById(document, id);
  const kind = node && catalogue.get(node.kind);
  if (!node || !kind || isAttachedTool(document, id)) return undefined;
  const outputs = outputsOf(kind, node.config);
  const used = new Set((indexOf(document).outgoing.get(id) ?? []).map((edge) => edge.source_handle));
  return (outputs.find((output) => !used.has(output.id)) ?? outputs[0])?.id;
}
