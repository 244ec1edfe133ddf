import { expect, test } from "vitest";

import { foldJournal, type RunEvent } from "@/queries/run-journal";

import { buildWaterfall, holderOf, toggledFor, waterfallRows, workOf } from "./waterfall";

const kStart = Date.parse("2026-08-03T12:00:00Z");

/** Steps that ran from one millisecond to another. */
function stepsOf(...steps: [path: string, from: number, to: number][]) {
  const events: RunEvent[] = steps
    .flatMap(([step, from, to]) => [
      { ms: from, type: "step_started", step },
      { ms: to, type: "step_succeeded", step },
    ])
    .toSorted((a, b) => a.ms - b.ms)
    .map(({ ms, ...event }, index) => ({
      ...event,
      seq: index + 1,
      at: new Date(kStart + ms).toISOString(),
    }));
  return foldJournal(events).steps;
}

const none = new Set<string>();
const ids = (...parameters: Parameters<typeof waterfallRows>) =>
  waterfallRows(...parameters).map(({ node, depth }) => `${"  ".repeat(depth)}${node.id}`);

test.each([
  ["fetch", null],
  ["agent:model.1", "agent"],
  ["each[3].fetch", "each[3]"],
  ["each[3]", "each"],
  ["each[3].agent:tool.a", "each[3].agent"],
  ["outer[1].each[0].x", "outer[1].each[0]"],
  ["outer[1].each[0]", "outer[1].each"],
])("%s stands in %s", (id, holder) => {
  expect(holderOf(id)).toBe(holder);
});

test("parts and passes are nested, and in the order in which they began", () => {
  const nodes = buildWaterfall(
    stepsOf(
      ["start", 0, 1],
      ["each", 1, 50],
      ["each[1].fetch", 3, 9],
      ["each[0].fetch", 2, 20],
      ["agent", 60, 90],
      ["agent:model.1", 61, 70],
      ["agent:tool.a", 71, 80],
    ),
  );
  expect(ids(nodes, none)).toEqual([
    "start",
    "each",
    "  each[0]",
    "    each[0].fetch",
    "  each[1]",
    "    each[1].fetch",
    "agent",
    "  agent:model.1",
    "  agent:tool.a",
  ]);
  expect(ids(nodes, new Set(["each", "agent"]))).toEqual(["start", "each", "agent"]);
});

test("a pass lasts as long as what happened in it", () => {
  const [each] = buildWaterfall(stepsOf(["each", 1, 50], ["each[0].a", 2, 5], ["each[0].b", 6, 30]));
  expect(each?.children[0]).toMatchObject({
    pass: 0,
    status: "succeeded",
    from: kStart + 2,
    to: kStart + 30,
  });
});

test("the passes of a long loop are folded at first", () => {
  const passes = Array.from({ length: 20 }, (_, pass): [string, number, number] => [
    `each[${pass}].a`,
    pass + 1,
    pass + 2,
  ]);
  const nodes = buildWaterfall(stepsOf(["each", 0, 50], ...passes));
  expect(waterfallRows(nodes, none)).toHaveLength(21);
  expect(waterfallRows(nodes, toggledFor(nodes, true))).toHaveLength(41);
  expect(waterfallRows(nodes, toggledFor(nodes, false))).toHaveLength(1);
});

test("a step that began nowhere stands last", () => {
  const skipped = foldJournal([
    { seq: 1, type: "steps_skipped", at: "2026-08-03T12:00:00Z", steps: ["hook"] },
  ]).steps;
  expect(ids(buildWaterfall([...skipped, ...stepsOf(["a", 0, 1])]), none)).toEqual(["a", "hook"]);
});

test("work is what the innermost steps did", () => {
  const nodes = buildWaterfall(stepsOf(["agent", 0, 90], ["agent:model.1", 10, 20], ["after", 95, 99]));
  expect(workOf(nodes, kStart)).toEqual([
    { from: kStart + 10, to: kStart + 20 },
    { from: kStart + 95, to: kStart + 99 },
  ]);
});
