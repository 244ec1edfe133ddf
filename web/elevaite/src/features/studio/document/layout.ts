import { graphlib, layout } from "@dagrejs/dagre";

import { indexOf, isAttachedTool } from "./graph";
import { kNodeWidth, sizeOf } from "./size";
import type { Catalogue } from "./kinds";
import { kToolHandle, type Position, type WorkflowDocument, type WorkflowNode } from "./types";

const kColumnGap = 88;
const kRowGap = 48;
const kToolGap = 24;
const kToolDrop = 64;

type Group = { width: number; height: number; tools: WorkflowNode[] };

/** An agent takes as much room as it and the tools below it. */
function groupOf(
  node: WorkflowNode,
  document: WorkflowDocument,
  catalogue: Catalogue,
  isPart: (id: string) => boolean,
): Group {
  const { nodes, incoming } = indexOf(document);
  const tools = (incoming.get(node.id) ?? [])
    .filter((edge) => edge.source_handle === kToolHandle && isPart(edge.source))
    .map((edge) => nodes.get(edge.source))
    .filter((tool) => tool !== undefined)
    // A tool of several agents stands below the first.
    .filter((tool) => indexOf(document).outgoing.get(tool.id)?.[0]?.target === node.id);
  const { width, height } = sizeOf(node, catalogue);
  if (tools.length === 0) return { width, height, tools };
  const row = tools.length * kNodeWidth + (tools.length - 1) * kToolGap;
  const tallest = Math.max(...tools.map((tool) => sizeOf(tool, catalogue).height));
  return { width: Math.max(width, row), height: height + kToolDrop + tallest, tools };
}

/** Places for the nodes from left to right along their edges; all of them, or only some among themselves. */
export function arrangeByEdges(
  document: WorkflowDocument,
  catalogue: Catalogue,
  only?: ReadonlySet<string>,
): Map<string, Position> {
  const isPart = (id: string) => only === undefined || only.has(id);
  const isTool = (id: string) => isAttachedTool(document, id);
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: kRowGap, ranksep: kColumnGap });
  graph.setDefaultEdgeLabel(() => ({}));
  const groups = new Map<string, Group>();
  for (const node of document.nodes) {
    if (!isPart(node.id) || isTool(node.id)) continue;
    const group = groupOf(node, document, catalogue, isPart);
    groups.set(node.id, group);
    graph.setNode(node.id, { width: group.width, height: group.height });
  }
  for (const { source, target } of document.edges) {
    if (groups.has(source) && groups.has(target)) graph.setEdge(source, target);
  }
  layout(graph);
  return placesOf(document, catalogue, graph, groups, only !== undefined);
}

function placesOf(
  document: WorkflowDocument,
  catalogue: Catalogue,
  graph: graphlib.Graph,
  groups: ReadonlyMap<string, Group>,
  staysInPlace: boolean,
): Map<string, Position> {
  const { nodes } = indexOf(document);
  const places = new Map<string, Position>();
  for (const [id, group] of groups) {
    const node = nodes.get(id);
    const center = graph.node(id) as Position | undefined;
    if (!node || !center) continue;
    const { width, height } = sizeOf(node, catalogue);
    const top = center.y - group.height / 2;
    places.set(id, { x: Math.round(center.x - width / 2), y: Math.round(top) });
    const row = group.tools.length * (kNodeWidth + kToolGap) - kToolGap;
    for (const [index, tool] of group.tools.entries()) {
      const x = center.x - row / 2 + index * (kNodeWidth + kToolGap);
      places.set(tool.id, { x: Math.round(x), y: Math.round(top + height + kToolDrop) });
    }
  }
  return staysInPlace ? movedBack(places, nodes) : places;
}

/** A part that is laid out keeps its upper left corner. */
function movedBack(
  places: Map<string, Position>,
  nodes: ReadonlyMap<string, WorkflowNode>,
): Map<string, Position> {
  const before = [...places.keys()].flatMap((id) => nodes.get(id)?.position ?? []);
  const after = [...places.values()];
  const shift = {
    x: Math.min(...before.map(({ x }) => x)) - Math.min(...after.map(({ x }) => x)),
    y: Math.min(...before.map(({ y }) => y)) - Math.min(...after.map(({ y }) => y)),
  };
  return new Map([...places].map(([id, { x, y }]) => [id, { x: x + shift.x, y: y + shift.y }]));
}
