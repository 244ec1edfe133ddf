import { areEqual, isObject } from "./format";
import { indexOf } from "./graph";
import type { JsonValue, WorkflowDocument, WorkflowEdge, WorkflowNode } from "./types";

export type FieldChange = { path: string; before: JsonValue | undefined; after: JsonValue | undefined };
export type NodeChange =
  | { change: "added"; id: string; node: WorkflowNode }
  | { change: "removed"; id: string; node: WorkflowNode }
  | { change: "changed"; id: string; node: WorkflowNode; before: WorkflowNode; fields: FieldChange[] }
  | { change: "moved"; id: string; node: WorkflowNode };

export type DocumentDiff = {
  nodes: NodeChange[];
  addedEdges: WorkflowEdge[];
  removedEdges: WorkflowEdge[];
  areNotesChanged: boolean;
};

/** What differs inside two values, down to the smallest parts; lists of the same length are compared by place. */
export function fieldChanges(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path = "",
): FieldChange[] {
  if (areEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      fieldChanges(before[name], after[name], path ? `${path}.${name}` : name),
    );
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((entry, index) => fieldChanges(entry, after[index], `${path}[${index}]`));
  }
  return [{ path, before, after }];
}

function comparable({ position: _position, ...node }: WorkflowNode): JsonValue {
  return node as unknown as JsonValue;
}

function nodeChange(before: WorkflowNode | undefined, node: WorkflowNode): NodeChange[] {
  if (!before) return [{ change: "added", id: node.id, node }];
  if (before === node) return [];
  const fields = fieldChanges(comparable(before), comparable(node));
  if (fields.length > 0) return [{ change: "changed", id: node.id, node, before, fields }];
  const isMoved = before.position.x !== node.position.x || before.position.y !== node.position.y;
  return isMoved ? [{ change: "moved", id: node.id, node }] : [];
}

/** An edge is what it connects; its id means nothing. */
export function edgeKey({ source, source_handle, target, target_handle }: Omit<WorkflowEdge, "id">): string {
  return [source, source_handle, target, target_handle].join(" ");
}

export function diffDocuments(before: WorkflowDocument, after: WorkflowDocument): DocumentDiff {
  const old = indexOf(before).nodes;
  const current = indexOf(after).nodes;
  const oldEdges = new Set(before.edges.map(edgeKey));
  const newEdges = new Set(after.edges.map(edgeKey));
  return {
    nodes: [
      ...after.nodes.flatMap((node) => nodeChange(old.get(node.id), node)),
      ...before.nodes
        .filter((node) => !current.has(node.id))
        .map((node) => ({ change: "removed" as const, id: node.id, node })),
    ],
    addedEdges: after.edges.filter((edge) => !oldEdges.has(edgeKey(edge))),
    removedEdges: before.edges.filter((edge) => !newEdges.has(edgeKey(edge))),
    areNotesChanged: !areEqual([before.stickies, before.otherNotes], [after.stickies, after.otherNotes]),
  };
}

export function isEmptyDiff({ nodes, addedEdges, removedEdges, areNotesChanged }: DocumentDiff): boolean {
  return nodes.length + addedEdges.length + removedEdges.length === 0 && !areNotesChanged;
}

/** Without what only moved: what matters to whoever deploys. */
export function meaningful(diff: DocumentDiff): NodeChange[] {
  return diff.nodes.filter(({ change }) => change !== "moved");
}
