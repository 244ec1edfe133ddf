import { areEqual, isObject } from "./format";
import { edgeKey } from "./diff";
import { indexOf } from "./graph";
import type { JsonValue, WorkflowDocument, WorkflowEdge, WorkflowNode } from "./types";

export type Merged = {
  document: WorkflowDocument;
  /** What both sides changed differently, as "node: field"; empty when nothing overlaps. */
  overlaps: { node: string; path: string }[];
};

type Overlap = (path: string) => void;

/** Three ways: what only one side changed is taken; what both did is an overlap, and there mine wins. */
function mergeValue(
  base: JsonValue | undefined,
  mine: JsonValue | undefined,
  theirs: JsonValue | undefined,
  path: string,
  overlap: Overlap,
): JsonValue | undefined {
  if (areEqual(mine, theirs) || areEqual(base, theirs)) return mine;
  if (areEqual(base, mine)) return theirs;
  if (isObject(mine) && isObject(theirs) && (base === undefined || isObject(base))) {
    const names = new Set([...Object.keys(mine), ...Object.keys(theirs), ...Object.keys(base ?? {})]);
    const entries = [...names].flatMap((name) => {
      const inner = path ? `${path}.${name}` : name;
      const value = mergeValue(base?.[name], mine[name], theirs[name], inner, overlap);
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(entries);
  }
  overlap(path);
  return mine;
}

const asJson = (node: WorkflowNode | undefined) => node as unknown as JsonValue | undefined;

function mergeNodes(
  base: WorkflowDocument,
  mine: WorkflowDocument,
  theirs: WorkflowDocument,
): {
  nodes: WorkflowNode[];
  overlaps: Merged["overlaps"];
} {
  const [inBase, inMine, inTheirs] = [base, mine, theirs].map((document) => indexOf(document).nodes);
  const overlaps: Merged["overlaps"] = [];
  const ids = new Set([...mine.nodes, ...theirs.nodes].map((node) => node.id));
  const nodes = [...ids].flatMap((id) => {
    // Where a node stands is no reason to ask anybody.
    const overlap = (path: string) => {
      if (!path.startsWith("position")) overlaps.push({ node: id, path });
    };
    const merged = mergeValue(
      asJson(inBase?.get(id)),
      asJson(inMine?.get(id)),
      asJson(inTheirs?.get(id)),
      "",
      overlap,
    );
    return merged === undefined ? [] : [merged as unknown as WorkflowNode];
  });
  return { nodes, overlaps };
}

function mergeById<Item extends { id: string }>(
  base: readonly Item[],
  mine: readonly Item[],
  theirs: readonly Item[],
  keyOf: (item: Item) => string,
): Item[] {
  const inBase = new Map(base.map((item) => [keyOf(item), item]));
  const inMine = new Map(mine.map((item) => [keyOf(item), item]));
  const inTheirs = new Map(theirs.map((item) => [keyOf(item), item]));
  const kept = mine.filter((item) => {
    const old = inBase.get(keyOf(item));
    // What they removed goes, unless it is new or was changed here.
    return inTheirs.has(keyOf(item)) || !old || !areEqual(old, item);
  });
  const added = theirs.filter((item) => !inMine.has(keyOf(item)) && !inBase.has(keyOf(item)));
  const followed = kept.map((item) => {
    const their = inTheirs.get(keyOf(item));
    return their && areEqual(inBase.get(keyOf(item)), item) ? their : item;
  });
  return [...followed, ...added];
}

function withoutLooseEnds(edges: WorkflowEdge[], nodes: WorkflowNode[]): WorkflowEdge[] {
  const ids = new Set(nodes.map((node) => node.id));
  return edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target));
}

/** Brings together what two sides made of the same document. */
export function mergeDocuments(
  base: WorkflowDocument,
  mine: WorkflowDocument,
  theirs: WorkflowDocument,
): Merged {
  const { nodes, overlaps } = mergeNodes(base, mine, theirs);
  return {
    document: {
      nodes,
      edges: withoutLooseEnds(mergeById(base.edges, mine.edges, theirs.edges, edgeKey), nodes),
      stickies: mergeById(base.stickies, mine.stickies, theirs.stickies, ({ id }) => id),
      otherNotes: mine.otherNotes,
    },
    overlaps,
  };
}
