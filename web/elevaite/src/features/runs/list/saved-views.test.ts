import { expect, test } from "vitest";

import { parseViews, withView, withoutView } from "./saved-views";

const failed = { name: "Failed", query: "status=failed" };
const tests = { name: "Tests", query: "mode=test" };

test("a view of the same name takes the place of the old one", () => {
  expect(withView([failed, tests], { name: "Failed", query: "status=failed&range=7d" })).toEqual([
    tests,
    { name: "Failed", query: "status=failed&range=7d" },
  ]);
});

test("a view can be taken away", () => {
  expect(withoutView([failed, tests], "Failed")).toEqual([tests]);
});

test.each(["{", "{}", "null", '[1, null, {"name":"x"}]'])("what is spoiled is nothing: %s", (kept) => {
  expect(parseViews(kept)).toEqual([]);
});

test("what is kept comes back", () => {
  expect(parseViews(JSON.stringify([failed]))).toEqual([failed]);
  expect(parseViews(null)).toEqual([]);
});
