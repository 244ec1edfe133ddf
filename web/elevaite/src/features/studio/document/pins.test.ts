import { expect, test } from "vitest";

import { documentOf, workflowOf } from "./format";
import { bytesOf, setPinned } from "./pins";

const document = documentOf({
  nodes: [
    { id: "a", kind: "set" },
    { id: "b", kind: "set" },
  ],
  edges: [],
});

test("what is pinned is kept as the engine stores it", () => {
  const pinned = setPinned("a", { output: { rows: [1] }, handle: "out" })(document);
  expect(workflowOf(pinned)["nodes"]).toMatchObject([
    { id: "a", pinned: { output: { rows: [1] } } },
    { id: "b" },
  ]);
  expect(documentOf(workflowOf(pinned)).nodes[0]?.pinned).toEqual({ output: { rows: [1] }, handle: "out" });
  expect(workflowOf(setPinned("a", undefined)(pinned))).toEqual(workflowOf(document));
});

test("the size of pinned data is counted in bytes", () => {
  expect(bytesOf("é")).toBe(4);
});
