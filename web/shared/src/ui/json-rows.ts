/** A JSON value as lines of a tree: what is folded, cut off or not sought is not among them. */
export type JsonRow = {
  /** The way to the value, which no other line has. */
  path: string;
  depth: number;
  name: string | null;
  value: unknown;
} & ({ kind: "leaf" } | { kind: "branch"; size: number; isOpen: boolean } | { kind: "more"; left: number });

export type JsonRowOptions = {
  /** Which branches are open or folded against the custom. */
  toggled: ReadonlySet<string>;
  /** Up to this depth branches are open. */
  openDepth: number;
  /** How many entries of a branch are shown. */
  limitOf: (path: string) => number;
  /** Only what has this in its name or its text, and the way to it. "" is everything. */
  query: string;
};

export const kFirstEntries = 100;

export function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

/** A value without entries as it is written. */
export function leafText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "null");
}

function matches(name: string | null, value: unknown, query: string): boolean {
  const isHit = (text: string) => text.toLowerCase().includes(query);
  return (name !== null && isHit(name)) || (!isBranch(value) && isHit(leafText(value)));
}

function holds(name: string | null, value: unknown, query: string): boolean {
  if (matches(name, value, query)) return true;
  return isBranch(value) && Object.entries(value).some(([key, entry]) => holds(key, entry, query));
}

export function countMatches(value: unknown, query: string, name: string | null = null): number {
  const own = matches(name, value, query.toLowerCase()) ? 1 : 0;
  if (!isBranch(value)) return own;
  return Object.entries(value).reduce((sum, [key, entry]) => sum + countMatches(entry, query, key), own);
}

export function jsonRows(value: unknown, options: JsonRowOptions): JsonRow[] {
  const query = options.query.toLowerCase();
  const rows: JsonRow[] = [];

  const add = (entry: unknown, name: string | null, path: string, depth: number) => {
    if (!isBranch(entry)) {
      rows.push({ kind: "leaf", path, depth, name, value: entry });
      return;
    }
    // What is sought is shown wherever it is; a name that matches shows all that is below it.
    const isSought = query !== "" && !matches(name, null, query);
    const entries = Object.entries(entry);
    const found = isSought ? entries.filter(([key, child]) => holds(key, child, query)) : entries;
    const isOpen = query !== "" ? isSought : depth < options.openDepth !== options.toggled.has(path);
    rows.push({ kind: "branch", path, depth, name, value: entry, size: entries.length, isOpen });
    if (!isOpen) return;
    const limit = options.limitOf(path);
    for (const [key, child] of found.slice(0, limit)) add(child, key, `${path}/${key}`, depth + 1);
    const left = found.length - limit;
    if (left > 0)
      rows.push({ kind: "more", path: `${path}/…`, depth: depth + 1, name: null, value: path, left });
  };

  if (query === "" || holds(null, value, query)) add(value, null, "", 0);
  return rows;
}
