import { expect, test } from "vitest";

import { noRunFilter, readRunFilter, runFilterQuery, runsHref, type RunFilter } from "./run-filter";

const full: RunFilter = {
  statuses: ["waiting", "failed"],
  agent: "agt_1",
  trigger: "webhook",
  mode: "live",
  conversation: "conv_1",
  range: { preset: "7d" },
};

test("a filter survives its address", () => {
  for (const filter of [full, noRunFilter]) {
    expect(readRunFilter(new URLSearchParams(runFilterQuery(filter)))).toEqual(filter);
  }
});

test("the order in which somebody chose makes no difference", () => {
  const read = (status: string) => runFilterQuery(readRunFilter(new URLSearchParams({ status })));
  expect(read("failed,waiting")).toBe(read("waiting,failed"));
});

test("nonsense in the address is overlooked", () => {
  const params = new URLSearchParams("status=lost,failed&trigger=moon&mode=x&range=2y");
  expect(readRunFilter(params)).toEqual({ ...noRunFilter, statuses: ["failed"] });
});

test("a link says what it leads to and nothing else", () => {
  expect(runsHref()).toBe("/runs");
  expect(runsHref({ statuses: ["waiting", "failed"], agent: "agt_1" })).toBe(
    "/runs?status=waiting,failed&agent=agt_1",
  );
});
