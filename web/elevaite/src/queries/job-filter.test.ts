import { expect, test } from "vitest";

import { jobsHref, noJobFilter, readJobFilter } from "./job-filter";

const read = (query: string) => readJobFilter(new URLSearchParams(query));

test("a filter is its address", () => {
  const filter = { ...noJobFilter, status: "failed", queue: "long", cause: "timeout: a & b" } as const;
  const href = jobsHref(filter);
  expect(href).toBe("/jobs?status=failed&queue=long&cause=timeout%3A+a+%26+b");
  expect(read(href.slice("/jobs?".length))).toEqual(filter);
  expect(jobsHref()).toBe("/jobs");
});

test("what an address says wrongly counts as not said", () => {
  expect(read("status=broken&queue=dead_letter&kind=run")).toEqual({ ...noJobFilter, kind: "run" });
});
