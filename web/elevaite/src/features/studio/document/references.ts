import { isObject } from "./format";
import type { JsonValue } from "./types";

/**
 * Finds `nodes.<id>` in templates without understanding the rest of the language: only texts in quotes must be told
 * apart from code. docs/expressions.md describes it.
 */
const kToken = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\}\}|[A-Za-z_][A-Za-z0-9_]*|\.|\[|\]|\s+|[^]/g;

type Spot = { id: string; start: number; end: number; isQuoted: boolean };

function spotsIn(text: string): Spot[] {
  const spots: Spot[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf("{{", from);
    if (open === -1) return spots;
    from = readTemplate(text, open + 2, spots);
  }
}

function readTemplate(text: string, start: number, spots: Spot[]): number {
  const recent: { value: string; start: number }[] = [];
  kToken.lastIndex = start;
  for (let match = kToken.exec(text); match; match = kToken.exec(text)) {
    const [value] = match;
    if (value === "}}") return kToken.lastIndex;
    if (/^\s/.test(value)) continue;
    recent.push({ value, start: match.index });
    const [before, root, opener, name] = recent.slice(-4).length === 4 ? recent.slice(-4) : [null, ...recent];
    if (root?.value !== "nodes" || !opener || !name || before?.value === ".") continue;
    if (opener.value === "." && /^[A-Za-z_]/.test(name.value)) {
      spots.push({
        id: name.value,
        start: name.start,
        end: name.start + name.value.length,
        isQuoted: false,
      });
    } else if (opener.value === "[" && /^['"]/.test(name.value)) {
      const id = name.value.slice(1, -1);
      spots.push({ id, start: name.start + 1, end: name.start + 1 + id.length, isQuoted: true });
    }
  }
  return text.length;
}

/** The ids of the nodes whose outputs a config reads. */
export function referencesIn(value: JsonValue, found = new Set<string>()): Set<string> {
  if (typeof value === "string") for (const { id } of spotsIn(value)) found.add(id);
  else if (Array.isArray(value)) for (const entry of value) referencesIn(entry, found);
  else if (isObject(value)) for (const entry of Object.values(value)) referencesIn(entry, found);
  return found;
}

function rewriteText(text: string, ids: ReadonlyMap<string, string>): string {
  let out = "";
  let from = 0;
  for (const { id, start, end } of spotsIn(text)) {
    const next = ids.get(id);
    if (next === undefined) continue;
    out += text.slice(from, start) + next;
    from = end;
  }
  return from === 0 ? text : out + text.slice(from);
}

/** The same value reading other nodes; what does not change stays the same object. */
export function rewriteReferences<Value extends JsonValue>(
  value: Value,
  ids: ReadonlyMap<string, string>,
): Value {
  const rewrite = (entry: JsonValue): JsonValue => {
    if (typeof entry === "string") return rewriteText(entry, ids);
    if (Array.isArray(entry)) {
      const next = entry.map(rewrite);
      return next.some((item, index) => item !== entry[index]) ? next : entry;
    }
    if (!isObject(entry)) return entry;
    const pairs = Object.entries(entry).map(([name, item]) => [name, rewrite(item)] as const);
    return pairs.some(([name, item]) => item !== entry[name]) ? Object.fromEntries(pairs) : entry;
  };
  return rewrite(value) as Value;
}
