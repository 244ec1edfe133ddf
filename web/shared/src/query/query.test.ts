import { expect, test } from "vitest";

import { networkProblem, problemOf } from "../api/problem";
import { entriesOf } from "./pages";
import { retryDelay, shouldRetry } from "./retries";

test("what was refused is not asked again; what may pass by itself is, twice", () => {
  expect(shouldRetry(0, problemOf(404, null))).toBe(false);
  expect(shouldRetry(0, problemOf(422, null))).toBe(false);
  expect(shouldRetry(1, networkProblem())).toBe(true);
  expect(shouldRetry(2, networkProblem())).toBe(false);
  expect(shouldRetry(0, new Error("a mistake of ours"))).toBe(false);
});

test("the server's own wait is kept", () => {
  const body = { code: "rate_limited", detail: "Slow down.", retry_after_ms: 3000 };
  expect(retryDelay(0, problemOf(429, body))).toBe(3000);
});

test("pages read as one list", () => {
  const pages = {
    pages: [
      { data: [1, 2], next_cursor: "c" },
      { data: [3], next_cursor: null },
    ],
    pageParams: [],
  };
  expect(entriesOf(pages)).toEqual([1, 2, 3]);
});
