import { expect, it } from "vitest";

import { documentWith, node } from "../document/testing";
import { compare } from "./compare";

it("draws both sides of a comparison in one document", () => {
  const before = documentWith([node("a"), node("b")], ["a>b"]);
  const after = documentWith([node("a", "http_request", { title: "A" }), node("c")], ["a>c"]);
  const { document, marks } = compare(before, after);
  expect(document.nodes.map(({ id }) => id)).toEqual(["a", "c", "b"]);
  expect(document.edges).toHaveLength(2);
  expect(Object.fromEntries(marks)).toEqual({
    a: "changed",
    c: "added",
    b: "removed",
    "a out c in": "added",
    "a out b in": "removed",
  });
});
