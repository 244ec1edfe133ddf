import { documentOf, isObject } from "./format";
import { indexOf } from "./graph";
import { freeId, randomId } from "./ids";
import { rewriteReferences } from "./references";
import type { Catalogue } from "./kinds";
import type { JsonObject, Position, WorkflowDocument, WorkflowNode } from "./types";
import { workflowOf } from "./format";

/** What is on the clipboard: JSON with a word that tells it from other JSON. */
const kFormat = "elevaite.nodes/1";

/** The chosen nodes and notes with the edges between them, as text; null when nothing of it is chosen. */
export function copyOf(document: WorkflowDocument, ids: ReadonlySet<string>): string | null {
  const part: WorkflowDocument = {
    nodes: document.nodes.filter((node) => ids.has(node.id)),
    edges: document.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)),
    stickies: document.stickies.filter((sticky) => ids.has(sticky.id)),
    otherNotes: {},
  };
  if (part.nodes.length === 0 && part.stickies.length === 0) return null;
  return JSON.stringify({ format: kFormat, ...workflowOf(part) }, null, 2);
}

function parse(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The nodes in a text, if there are any: what was copied here, an exported agent, or a bare workflow. */
export function pastedDocument(text: string): WorkflowDocument | null {
  const value = parse(text);
  if (!value) return null;
  const isFile = typeof value["format"] === "string" && isObject(value["workflow"]);
  const document = documentOf(isFile ? value["workflow"] : value);
  const hasContent = document.nodes.length > 0 || document.stickies.length > 0;
  return hasContent && document.nodes.every((node) => node.id && node.kind) ? document : null;
}

export type Pasted = { document: WorkflowDocument; ids: Set<string> };

function cornerOf(items: readonly { position: Position }[]): Position {
  return {
    x: Math.min(...items.map((item) => item.position.x)),
    y: Math.min(...items.map((item) => item.position.y)),
  };
}

/** Adds a part under fresh ids; what reads or connects nodes of the part goes on doing so. */
export function insertPart(
  document: WorkflowDocument,
  part: WorkflowDocument,
  at: Position | { offset: number },
): Pasted {
  const taken = new Set(indexOf(document).ids);
  const ids = new Map<string, string>();
  for (const node of part.nodes) {
    const id = freeId(node.id, taken);
    taken.add(id);
    ids.set(node.id, id);
  }
  const corner = cornerOf([...part.nodes, ...part.stickies]);
  const shift = "offset" in at ? { x: at.offset, y: at.offset } : { x: at.x - corner.x, y: at.y - corner.y };
  const placed = ({ x, y }: Position) => ({ x: x + shift.x, y: y + shift.y });
  const idOf = (id: string) => ids.get(id) ?? id;
  const nodes = part.nodes.map((node) => ({
    ...node,
    id: idOf(node.id),
    position: placed(node.position),
    config: rewriteReferences(node.config, ids),
  }));
  const stickies = part.stickies.map((sticky) => ({
    ...sticky,
    id: randomId("note"),
    position: placed(sticky.position),
  }));
  const edges = part.edges
    .filter((edge) => ids.has(edge.source) && ids.has(edge.target))
    .map((edge) => ({
      ...edge,
      id: randomId("edge"),
      source: idOf(edge.source),
      target: idOf(edge.target),
    }));
  return {
    document: {
      ...document,
      nodes: [...document.nodes, ...nodes],
      edges: [...document.edges, ...edges],
      stickies: [...document.stickies, ...stickies],
    },
    ids: new Set([...nodes, ...stickies].map(({ id }) => id)),
  };
}

/** What of the chosen may not be there twice: a chat trigger, for example. */
export function withoutUnique(
  part: WorkflowDocument,
  document: WorkflowDocument,
  catalogue: Catalogue,
): WorkflowDocument {
  const present = new Set(document.nodes.map((node) => node.kind));
  const isDouble = (node: WorkflowNode) =>
    (catalogue.get(node.kind)?.is_unique ?? false) && present.has(node.kind);
  return { ...part, nodes: part.nodes.filter((node) => !isDouble(node)) };
}
