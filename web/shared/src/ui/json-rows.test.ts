import { expect, test } from "vitest";

import { countMatches, jsonRows, type JsonRowOptions } from "./json-rows";

const value = { order: { id: 1001, lines: [{ sku: "A-1" }, { sku: "B-2" }] }, note: "urgent", none: [] };
const usual: JsonRowOptions = { toggled: new Set(), openDepth: 1, limitOf: () => 100, query: "" };
const paths = (changes: Partial<JsonRowOptions>, of: unknown = value) =>
  jsonRows(of, { ...usual, ...changes }).map(({ path }) => path);

test("branches are open to a depth, and each can be the other way", () => {
  expect(paths({})).toEqual(["", "/order", "/note", "/none"]);
  expect(paths({ toggled: new Set(["/order"]) })).toEqual([
    "",
    "/order",
    "/order/id",
    "/order/lines",
    "/note",
    "/none",
  ]);
  expect(paths({ toggled: new Set([""]) })).toEqual([""]);
});

test("a search shows what it finds and the way to it, and counts it", () => {
  expect(paths({ query: "b-2" })).toEqual([
    "",
    "/order",
    "/order/lines",
    "/order/lines/1",
    "/order/lines/1/sku",
  ]);
  expect(countMatches(value, "SKU")).toBe(2);
  expect(paths({ query: "moon" })).toEqual([]);
});

test("numbers, nothing and empty lists are found by their text", () => {
  expect(countMatches({ a: null, b: 1001, c: false }, "100")).toBe(1);
  expect(countMatches({ a: null }, "null")).toBe(1);
});

test("a long list is cut, and says by how much", () => {
  const list = Array.from({ length: 250 }, (_, index) => index);
  const rows = jsonRows(list, { ...usual, limitOf: (path) => (path === "" ? 100 : 1) });
  expect(rows).toHaveLength(102);
  expect(rows.at(-1)).toMatchObject({ kind: "more", left: 150, value: "" });
});

test("a bare value is one line", () => {
  expect(paths({}, "text")).toEqual([""]);
  expect(paths({}, null)).toEqual([""]);
});
