import { describe, expect, it } from "vitest";

import { addNode, remove, setTitle } from "./commands";
import { diffDocuments, fieldChanges, isEmptyDiff } from "./diff";
import { createDocumentStore } from "./document-store";
import { mergeDocuments } from "./merge";
import { documentWith, node } from "./testing";

describe("document store", () => {
  it("undoes and redoes, and forgets what was undone when something else is done", () => {
    const store = createDocumentStore(documentWith([node("a")]));
    store.apply(addNode(node("b")), { label: "Add", select: ["b"] });
    store.apply(remove(new Set(["a"])), { label: "Delete" });
    expect(store.undo()).toBe("Delete");
    expect(store.getState().document.nodes.map(({ id }) => id)).toEqual(["a", "b"]);
    expect([...store.getState().selection]).toEqual(["b"]);
    expect(store.redo()).toBe("Delete");
    store.undo();
    store.undo();
    expect(store.undo()).toBeNull();
    store.apply(setTitle("a", "A"), { label: "Title" });
    expect(store.redo()).toBeNull();
  });

  it("tells those who watch the document nothing of a shift, which ends with what is done next", () => {
    const store = createDocumentStore(documentWith([node("a")]));
    let told = 0;
    store.subscribe(() => (told += 1));
    store.shiftBy({ x: 10, y: 20 });
    expect([told, store.shift.getState().by]).toEqual([0, { x: 10, y: 20 }]);
    store.apply((document) => ({ ...document }), { label: "Move" });
    expect([told, store.shift.getState().by]).toEqual([1, null]);
    store.shiftBy({ x: 0, y: 0 });
    store.apply((document) => document, { label: "Move" });
    expect([told, store.shift.getState().by]).toEqual([1, null]);
    store.shiftBy({ x: 1, y: 1 });
    store.undo();
    expect([told, store.shift.getState().by]).toEqual([2, null]);
  });

  it("undoes typing in one field at once, until there is a pause or another field", () => {
    let now = 0;
    const store = createDocumentStore(documentWith([node("a"), node("b")]), () => now);
    const type = (id: string, title: string, after: number) => {
      now += after;
      store.apply(setTitle(id, title), { label: "Title", key: `title:${id}`, isTyping: true });
    };
    type("a", "H", 0);
    type("a", "He", 100);
    type("b", "x", 100);
    type("b", "xy", 5000);
    expect(store.getState().past).toHaveLength(3);
    store.undo();
    store.undo();
    store.undo();
    expect(store.getState().document.nodes.map(({ title }) => title)).toEqual(["", ""]);
  });

  it("drops from the selection what is gone, and keeps the document that nothing changed", () => {
    const store = createDocumentStore(documentWith([node("a")]));
    store.select(["a"]);
    store.apply(remove(new Set(["a"])), { label: "Delete" });
    expect(store.getState().selection.size).toBe(0);
    store.apply((same) => same, { label: "Nothing" });
    expect(store.getState().past).toHaveLength(1);
  });
});

describe("diff", () => {
  it("names the fields that differ", () => {
    expect(fieldChanges({ a: { b: 1, c: [1, 2] } }, { a: { b: 2, c: [1, 3] }, d: 1 })).toEqual([
      { path: "a.b", before: 1, after: 2 },
      { path: "a.c[1]", before: 2, after: 3 },
      { path: "d", before: undefined, after: 1 },
    ]);
  });

  it("tells what was added, removed, changed and moved", () => {
    const before = documentWith([node("a"), node("b"), node("c")], ["a>b"]);
    const after = documentWith(
      [
        node("a", "http_request", { title: "A" }),
        node("c", "http_request", { position: { x: 9, y: 0 } }),
        node("d"),
      ],
      ["a>c"],
    );
    const diff = diffDocuments(before, after);
    expect(diff.nodes.map(({ change, id }) => `${change} ${id}`)).toEqual([
      "changed a",
      "moved c",
      "added d",
      "removed b",
    ]);
    expect(diff.addedEdges).toHaveLength(1);
    expect(diff.removedEdges).toHaveLength(1);
    expect(isEmptyDiff(diffDocuments(before, before))).toBe(true);
  });
});

describe("merge", () => {
  const base = documentWith(
    [node("a", "http_request", { config: { url: "1", method: "GET" } }), node("b")],
    ["a>b"],
  );

  it("takes what only one side changed", () => {
    const mine = documentWith(
      [node("a", "http_request", { config: { url: "2", method: "GET" } }), node("b"), node("mine")],
      ["a>b"],
    );
    const theirs = documentWith(
      [node("a", "http_request", { config: { url: "1", method: "PUT" } }), node("theirs")],
      ["a>theirs"],
    );
    const { document, overlaps } = mergeDocuments(base, mine, theirs);
    expect(overlaps).toEqual([]);
    expect(document.nodes.map(({ id }) => id)).toEqual(["a", "mine", "theirs"]);
    expect(document.nodes[0]?.config).toEqual({ url: "2", method: "PUT" });
    expect(document.edges.map(({ source, target }) => `${source}>${target}`)).toEqual(["a>theirs"]);
  });

  it("names what both changed, and keeps mine there", () => {
    const mine = documentWith([node("a", "http_request", { config: { url: "2" } }), node("b")]);
    const theirs = documentWith([node("a", "http_request", { config: { url: "3" } }), node("b")]);
    const { document, overlaps } = mergeDocuments(base, mine, theirs);
    expect(overlaps).toEqual([{ node: "a", path: "config.url" }]);
    expect(document.nodes[0]?.config).toEqual({ url: "2" });
  });

  it("is no matter of asking where a node stands", () => {
    const at = (x: number) => documentWith([node("a", "http_request", { position: { x, y: 0 } })]);
    const { document, overlaps } = mergeDocuments(at(0), at(1), at(2));
    expect(overlaps).toEqual([]);
    expect(document.nodes[0]?.position.x).toBe(1);
  });

  it("overlaps when one side removed what the other changed", () => {
    const removed = documentWith([node("b")]);
    const changed = documentWith([node("a", "http_request", { title: "A" }), node("b")]);
    expect(mergeDocuments(base, removed, changed).overlaps).toHaveLength(1);
  });
});
