import { readFileSync } from "node:fs";
import path from "node:path";

import { expect, test } from "vitest";

import { catalogue, documentWith, node } from "../../document/testing";
import type { JsonValue } from "../../document/types";
import { noSamples, scopeOf, type Samples } from "./scope";

const document = documentWith(
  [
    node("start", "trigger"),
    node("first", "set_fields"),
    node("each", "for_each"),
    node("inside", "set_fields", { pinned: { output: { written: 1 } } }),
    node("next", "set_fields"),
    node("ask", "agent"),
    node("tool", "http_request", {
      tool: { name: "tool", description: "", parameters: {}, needs_approval: false },
    }),
  ],
  ["start>first", "first>each", "each.item>inside", "inside>next", "each.done>ask", "tool*ask"],
);
const rootsOf = (id: string, samples: Samples = noSamples) => scopeOf(document, catalogue, id, samples);
const namesOf = (id: string) => rootsOf(id).map(({ name }) => name);

test("an expression may begin with the names of the documentation", () => {
  const file = path.join(import.meta.dirname, "../../../../../../../docs/expressions.md");
  const section = readFileSync(file, "utf8")
    .split("## ")
    .find((part) => part.startsWith("What can be read"));
  const documented = [...(section ?? "").matchAll(/^\| `(\w+)/gm)].map(([, name]) => name);
  expect(documented).toContain("input");
  expect([...new Set([...namesOf("inside"), ...namesOf("tool")])].sort()).toEqual(documented.sort());
});

test("what a loop or a tool sees is offered only there", () => {
  expect(namesOf("inside")).toEqual(expect.arrayContaining(["item", "index"]));
  expect(namesOf("first")).not.toContain("item");
  expect(namesOf("tool")).toContain("args");
  expect(namesOf("ask")).not.toContain("args");
});

test("the values of a run are offered, and pinned data before them", () => {
  const outputs = new Map<string, JsonValue>([
    ["first", { a: 1 }],
    ["inside", { recorded: 1 }],
  ]);
  const samples = { trigger: undefined, outputs };
  const named = (id: string, name: string) => rootsOf(id, samples).find((root) => root.name === name);
  expect(named("each", "input")?.sample).toEqual({ a: 1 });
  const inside = named("next", "nodes")?.members?.find(({ name }) => name === "inside");
  expect(inside?.sample).toEqual({ written: 1 });
});
