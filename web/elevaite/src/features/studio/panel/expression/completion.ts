import { isObject } from "../../document/format";
import type { JsonValue } from "../../document/types";
import { expressionFunctions } from "./functions";

/** A name that an expression can read, with what is known of its value. */
export type Known = {
  name: string;
  /** A value that a run has really had; undefined when only the shape is known. */
  sample?: JsonValue | undefined;
  members?: Known[];
  /** What the name is, in words: the title of a node. */
  about?: string;
};

export type Suggestion = { label: string; insert: string; about: string; isFunction?: boolean };
export type Completion = { from: number; to: number; suggestions: Suggestion[] };

const kShown = 50;
const kPreviewCharacters = 60;

/** Where the expression begins in which the cursor stands, or -1. */
export function expressionStart(text: string, cursor: number): number {
  const open = text.lastIndexOf("{{", cursor - 1);
  if (open === -1 || open + 2 > cursor) return -1;
  const close = text.indexOf("}}", open);
  return close !== -1 && close + 2 <= cursor ? -1 : open + 2;
}

export function previewOf(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  const words = typeof value === "string" ? value : JSON.stringify(value);
  return words.length > kPreviewCharacters ? `${words.slice(0, kPreviewCharacters)}…` : words;
}

const isName = (text: string) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

function membersOf(known: Known): Known[] {
  const fromSample: Known[] = isObject(known.sample)
    ? Object.entries(known.sample).map(([name, sample]) => ({ name, sample }))
    : [];
  const names = new Set(fromSample.map(({ name }) => name));
  return [...fromSample, ...(known.members ?? []).filter(({ name }) => !names.has(name))];
}

function find(roots: Known[], path: string[]): Known | undefined {
  let found: Known | undefined = { name: "", members: roots };
  for (const part of path) {
    const here: Known | undefined = found;
    if (!here) return undefined;
    const index = /^\d+$/.test(part) ? Number(part) : null;
    if (index !== null && Array.isArray(here.sample)) {
      const sample: JsonValue | undefined = here.sample[index];
      found = sample === undefined ? undefined : { name: part, sample };
    } else found = membersOf(here).find(({ name }) => name === part);
  }
  return found;
}

const describe = ({ about, sample }: Known) => about ?? previewOf(sample);

function suggestionsAfter(roots: Known[], path: string[], typed: string): Suggestion[] {
  const known = find(roots, path);
  if (!known) return [];
  return membersOf(known)
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
    .map((member) => ({
      label: member.name,
      insert: isName(member.name) ? member.name : `["${member.name}"]`,
      about: describe(member),
    }));
}

/** What may be written where the cursor stands; null when it is not in an expression, or in a text. */
export function completionAt(text: string, cursor: number, roots: Known[]): Completion | null {
  const start = expressionStart(text, cursor);
  if (start === -1) return null;
  const before = text.slice(start, cursor);
  const quotes = before.replace(/\\./g, "").match(/'[^']*'|"[^"]*"|['"]/g) ?? [];
  if (quotes.some((quote) => quote.length === 1)) return null;
  const chain = /((?:[A-Za-z_][A-Za-z0-9_]*|\[\d+\])(?:\.[A-Za-z0-9_]+|\[\d+\])*\.)?([A-Za-z0-9_]*)$/.exec(
    before,
  );
  const typed = chain?.[2] ?? "";
  const parents = (chain?.[1] ?? "").match(/[A-Za-z0-9_]+/g) ?? [];
  const isPiped = /\|\s*$/.test(before.slice(0, before.length - typed.length)) && !/\|\|\s*$/.test(before);
  const found = isPiped ? [] : suggestionsAfter(roots, parents, typed);
  const functions =
    parents.length === 0 && (isPiped || typed !== "")
      ? expressionFunctions
          .filter((name) => name.startsWith(typed.toLowerCase()))
          .map((name) => ({
            label: name,
            insert: isPiped ? name : `${name}(`,
            about: "",
            isFunction: true,
          }))
      : [];
  const suggestions = [...found, ...functions].slice(0, kShown);
  const isDone = suggestions.length === 1 && suggestions[0]?.label === typed;
  return suggestions.length === 0 || isDone ? null : { from: cursor - typed.length, to: cursor, suggestions };
}

/** The text after a suggestion was taken, and where the cursor stands then. A name in brackets takes away the dot. */
export function complete(
  text: string,
  { from, to }: Completion,
  { insert }: Suggestion,
): { text: string; cursor: number } {
  const start = insert.startsWith("[") && text[from - 1] === "." ? from - 1 : from;
  return { text: text.slice(0, start) + insert + text.slice(to), cursor: start + insert.length };
}

/** What typing the second brace makes of the text: the expression is closed at once, with the cursor inside. */
export function closedAt(text: string, cursor: number): { text: string; cursor: number } | null {
  const rest = text.slice(cursor);
  const isOpening = text.slice(0, cursor).endsWith("{{") && !text.slice(0, cursor).endsWith("{{{");
  const next = rest.search(/\{\{|\}\}/);
  const isClosed = next !== -1 && rest.startsWith("}}", next);
  if (!isOpening || isClosed) return null;
  return { text: `${text.slice(0, cursor)} }}${rest}`, cursor };
}

/** Behind the closing braces, when nothing else follows in the expression and no bracket of its own is open. */
export function endOfExpression(text: string, cursor: number): number | null {
  const start = expressionStart(text, cursor);
  const close = /^\s*\}\}/.exec(text.slice(cursor));
  if (start === -1 || !close) return null;
  const before = text.slice(start, cursor);
  const isOpen = before.split("{").length > before.split("}").length;
  return isOpen ? null : cursor + close[0].length;
}
