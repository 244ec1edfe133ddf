import { diffDocuments, edgeKey, type DocumentDiff } from "../document/diff";
import type { WorkflowDocument } from "../document/types";
import type { Mark } from "../studio-context";

export type Comparison = {
  diff: DocumentDiff;
  /** Both documents in one: what was removed stands where it stood. */
  document: WorkflowDocument;
  marks: Map<string, Mark>;
};

/** What changed from one document to another, as a document that can be drawn. */
export function compare(before: WorkflowDocument, after: WorkflowDocument): Comparison {
  const diff = diffDocuments(before, after);
  const marks = new Map<string, Mark>();
  const removed = diff.nodes.filter(({ change }) => change === "removed").map(({ node }) => node);
  for (const { change, id } of diff.nodes) if (change !== "moved") marks.set(id, change);
  for (const edge of diff.addedEdges) marks.set(edgeKey(edge), "added");
  for (const edge of diff.removedEdges) marks.set(edgeKey(edge), "removed");
  const known = new Set(after.edges.map(({ id }) => id));
  const gone = diff.removedEdges.map((edge) =>
    known.has(edge.id) ? { ...edge, id: `${edge.id}_removed` } : edge,
  );
  return {
    diff,
    document: { ...after, nodes: [...after.nodes, ...removed], edges: [...after.edges, ...gone] },
    marks,
  };
}
