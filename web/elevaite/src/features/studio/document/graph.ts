import { kToolHandle, type WorkflowDocument, type WorkflowEdge, type WorkflowNode } from "./types";

type Index = {
  nodes: ReadonlyMap<string, WorkflowNode>;
  edges: ReadonlyMap<string, WorkflowEdge>;
  outgoing: ReadonlyMap<string, WorkflowEdge[]>;
  incoming: ReadonlyMap<string, WorkflowEdge[]>;
  ids: ReadonlySet<string>;
};

const indexes = new WeakMap<WorkflowDocument, Index>();

function groupBy(edges: readonly WorkflowEdge[], end: "source" | "target"): Map<string, WorkflowEdge[]> {
  const groups = new Map<string, WorkflowEdge[]>();
  for (const edge of edges) {
    const group = groups.get(edge[end]);
    if (group) group.push(edge);
    else groups.set(edge[end], [edge]);
  }
  return groups;
}

/** Look-ups of a document, made once for each. */
export function indexOf(document: WorkflowDocument): Index {
  let index = indexes.get(document);
  if (!index) {
    index = {
      nodes: new Map(document.nodes.map((node) => [node.id, node])),
      edges: new Map(document.edges.map((edge) => [edge.id, edge])),
      outgoing: groupBy(document.edges, "source"),
      incoming: groupBy(document.edges, "target"),
      ids: new Set([...document.nodes, ...document.stickies].map(({ id }) => id)),
    };
    indexes.set(document, index);
  }
  return index;
}

export function nodeById(document: WorkflowDocument, id: string): WorkflowNode | undefined {
  return indexOf(document).nodes.get(id);
}

/** Whether the node is attached to an agent: then it runs only when the agent asks for it. */
export function isAttachedTool(document: WorkflowDocument, id: string): boolean {
  return (
    indexOf(document)
      .outgoing.get(id)
      ?.some((edge) => edge.source_handle === kToolHandle) ?? false
  );
}

export function agentsOf(document: WorkflowDocument, tool: string): string[] {
  const edges = indexOf(document).outgoing.get(tool) ?? [];
  return edges.filter((edge) => edge.source_handle === kToolHandle).map((edge) => edge.target);
}

function walk(
  document: WorkflowDocument,
  from: string,
  side: "incoming" | "outgoing",
  isFollowed: (edge: WorkflowEdge) => boolean,
): Set<string> {
  const groups = indexOf(document)[side];
  const found = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const edge of groups.get(id) ?? []) {
      const next = side === "incoming" ? edge.source : edge.target;
      if (!isFollowed(edge) || found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

const isFlow = (edge: WorkflowEdge) => edge.source_handle !== kToolHandle;

/** The nodes that run before this one, whose outputs it can read. A tool sees what its agent sees. */
export function nodesBefore(document: WorkflowDocument, id: string): Set<string> {
  const agents = agentsOf(document, id);
  const places = agents.length > 0 ? agents : [id];
  const [first = new Set<string>(), ...others] = places.map((place) =>
    walk(document, place, "incoming", isFlow),
  );
  return new Set([...first].filter((found) => others.every((before) => before.has(found))));
}

export function nodesAfter(document: WorkflowDocument, id: string): Set<string> {
  return walk(document, id, "outgoing", isFlow);
}

/** The for-each nodes in whose body this node runs. */
export function loopsAround(
  document: WorkflowDocument,
  id: string,
  isContainer: (node: WorkflowNode) => boolean,
): WorkflowNode[] {
  const places = agentsOf(document, id);
  const before = nodesBefore(document, id);
  return [...before]
    .map((other) => nodeById(document, other))
    .filter((node): node is WorkflowNode => node !== undefined && isContainer(node))
    .filter((node) => {
      const entries = (indexOf(document).outgoing.get(node.id) ?? []).filter(
        (edge) => edge.source_handle === "item",
      );
      return (places.length > 0 ? places : [id]).every((place) =>
        entries.some((edge) => edge.target === place || nodesAfter(document, edge.target).has(place)),
      );
    });
}
