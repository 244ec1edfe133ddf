import { Position as Side, type Edge, type Node, type NodeHandle } from "@xyflow/react";

import { indexOf, isAttachedTool } from "../document/graph";
import { sizeOf } from "../document/size";
import type { DocumentState } from "../document/document-store";
import type { Catalogue } from "../document/kinds";
import type { Position, Sticky, WorkflowDocument, WorkflowEdge, WorkflowNode } from "../document/types";
import { kPortSize, portsOf, type Port } from "./geometry";

export type FlowNode = Node<Record<string, never>, "card" | "sticky">;
export type FlowEdge = Edge<Record<string, never>, "workflow">;

const sides: Record<Port["side"], Side> = {
  left: Side.Left,
  right: Side.Right,
  top: Side.Top,
  bottom: Side.Bottom,
};
const kNoData: Record<string, never> = {};
const kStickyLevel = -1;

function handleOf({ id, type, side, x, y }: Port): NodeHandle {
  const half = kPortSize / 2;
  return { id, type, position: sides[side], x: x - half, y: y - half, width: kPortSize, height: kPortSize };
}

function cardOf(node: WorkflowNode, document: WorkflowDocument, catalogue: Catalogue): FlowNode {
  const kind = catalogue.get(node.kind);
  const { width, height } = sizeOf(node, catalogue);
  const isTool = isAttachedTool(document, node.id);
  return {
    id: node.id,
    type: "card",
    data: kNoData,
    position: node.position,
    width,
    height,
    // Nobody has to measure what is known.
    measured: { width, height },
    handles: portsOf(kind, node, isTool, height).map(handleOf),
  };
}

function stickyOf({ id, position, width, height }: Sticky): FlowNode {
  const measured = { width, height };
  return {
    id,
    type: "sticky",
    data: kNoData,
    position,
    width,
    height,
    measured,
    zIndex: kStickyLevel,
    handles: [],
  };
}

function edgeOf({ id, source, source_handle, target, target_handle }: WorkflowEdge): FlowEdge {
  return {
    id,
    type: "workflow",
    source,
    sourceHandle: source_handle,
    target,
    targetHandle: target_handle,
  };
}

type Drawn<Flow> = { of: unknown; isTool?: boolean; selected: boolean; position?: Position; flow: Flow };

/**
 * Turns the document into what React Flow draws. What has not changed stays the same object, so that of a thousand nodes
 * only those are drawn again that are dragged or edited.
 */
export function createFlowElements(catalogue: Catalogue) {
  let nodes = new Map<string, Drawn<FlowNode>>();
  let edges = new Map<string, Drawn<FlowEdge>>();
  let lastEdges: { of: readonly WorkflowEdge[]; selection: ReadonlySet<string>; list: FlowEdge[] } | null =
    null;

  function place(id: string, of: unknown, isTool: boolean, state: DocumentState, make: () => FlowNode) {
    const known = nodes.get(id);
    const selected = state.selection.has(id);
    const position = state.drag?.get(id);
    if (
      known !== undefined &&
      known.of === of &&
      known.isTool === isTool &&
      known.selected === selected &&
      known.position === position
    ) {
      return known;
    }
    const flow = { ...make(), selected, ...(position ? { position } : {}) };
    return { of, isTool, selected, flow, ...(position ? { position } : {}) };
  }

  return {
    nodesOf(state: DocumentState): FlowNode[] {
      const { document } = state;
      const next = new Map<string, Drawn<FlowNode>>();
      for (const sticky of document.stickies) {
        next.set(
          sticky.id,
          place(sticky.id, sticky, false, state, () => stickyOf(sticky)),
        );
      }
      for (const node of document.nodes) {
        const isTool = isAttachedTool(document, node.id);
        next.set(
          node.id,
          place(node.id, node, isTool, state, () => cardOf(node, document, catalogue)),
        );
      }
      nodes = next;
      return [...next.values()].map(({ flow }) => flow);
    },

    edgesOf({ document, selection }: DocumentState): FlowEdge[] {
      if (lastEdges?.of === document.edges && lastEdges.selection === selection) return lastEdges.list;
      const known = indexOf(document).nodes;
      const next = new Map<string, Drawn<FlowEdge>>();
      for (const edge of document.edges) {
        if (!known.has(edge.source) || !known.has(edge.target)) continue;
        const selected = selection.has(edge.id);
        const old = edges.get(edge.id);
        const isSame = old !== undefined && old.of === edge && old.selected === selected;
        next.set(edge.id, isSame ? old : { of: edge, selected, flow: { ...edgeOf(edge), selected } });
      }
      edges = next;
      const list = [...next.values()].map(({ flow }) => flow);
      lastEdges = { of: document.edges, selection, list };
      return list;
    },
  };
}
