import type { NodeKind } from "../document/kinds";

function score({ title, description, category, kind }: NodeKind, wanted: string): number {
  const name = title.toLowerCase();
  if (name.startsWith(wanted)) return 4;
  if (name.split(/\s+/).some((word) => word.startsWith(wanted))) return 3;
  if (name.includes(wanted) || kind.includes(wanted)) return 2;
  return description.toLowerCase().includes(wanted) || category.includes(wanted) ? 1 : 0;
}

/** The kinds that fit what was typed, the best first. */
export function rankKinds(kinds: readonly NodeKind[], search: string): NodeKind[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === "") return [...kinds];
  return kinds
    .map((kind) => ({ kind, points: score(kind, wanted) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .map(({ kind }) => kind);
}
