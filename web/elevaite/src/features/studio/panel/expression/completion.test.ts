import { readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, it } from "vitest";

import { closedAt, complete, completionAt, endOfExpression, expressionStart, type Known } from "./completion";
import { expressionFunctions } from "./functions";

const roots: Known[] = [
  { name: "trigger", sample: { message: "hi", "two words": 1 } },
  {
    name: "nodes",
    members: [
      {
        name: "fetch",
        about: "Fetch",
        members: [{ name: "status" }],
        sample: { body: { items: [{ id: 7 }] } },
      },
      { name: "ask", about: "Ask" },
    ],
  },
];

/** The cursor is where the bar stands. */
function labels(text: string): string[] | null {
  const cursor = text.indexOf("|>");
  const found = completionAt(text.replace("|>", ""), cursor, roots);
  return found && found.suggestions.map(({ label }) => label);
}

describe("completion", () => {
  it.each([
    ["Hello |>", null],
    ["{{ |>", ["trigger", "nodes"]],
    ["{{ nodes.|>", ["fetch", "ask"]],
    ["{{ nodes.fe|> }}", ["fetch"]],
    ["{{ nodes.fetch.|>", ["body", "status"]],
    ["{{ nodes.fetch.body.items[0].|>", ["id"]],
    ["{{ nodes.gone.|>", null],
    ["{{ trigger.message }} |>", null],
    ["{{ 'nodes.|>", null],
    ["{{ 'it' + trigger.me|>", ["message"]],
    ["{{ trigger.message | upp|>", ["upper"]],
    ["{{ trigger.message|> }}", null],
  ])("in %s", (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it("offers functions only where they may stand", () => {
    expect(labels("{{ up|>")).toEqual(["upper"]);
    expect(labels("{{ trigger.x | |>")).toContain("upper");
  });

  it("puts names that are no words into brackets", () => {
    const text = "{{ trigger.two";
    const found = completionAt(text, text.length, roots);
    const suggestion = found?.suggestions[0];
    if (!found || !suggestion) throw new Error("nothing was found");
    expect(complete(text, found, suggestion)).toEqual({ text: '{{ trigger["two words"]', cursor: 23 });
  });

  it("knows where an expression begins", () => {
    expect(expressionStart("a {{ b }} c", 5)).toBe(4);
    expect(expressionStart("a {{ b }} c", 10)).toBe(-1);
  });
});

it("closes what is opened, and passes what is closed", () => {
  expect(closedAt("a {{", 4)).toEqual({ text: "a {{ }}", cursor: 4 });
  expect(closedAt("a {{ b }}", 4)).toBeNull();
  expect(closedAt("{{ {{ x }}", 2)).toEqual({ text: "{{ }} {{ x }}", cursor: 2 });
  expect(closedAt("a {", 3)).toBeNull();
  expect(endOfExpression("a {{ b }} c", 6)).toBe(9);
  expect(endOfExpression("{{ {a: 1 }}", 8)).toBeNull();
  expect(endOfExpression("{{ a b }}", 4)).toBeNull();
});

it("knows the functions of the documentation", () => {
  const file = path.join(import.meta.dirname, "../../../../../../../docs/expressions.md");
  const rows = readFileSync(file, "utf8").match(/^\| `(\w+)\(/gm) ?? [];
  const documented = rows.map((row) => row.replace(/^\| `(\w+)\($/, "$1")).sort();
  expect(expressionFunctions).toEqual(documented);
});
