import { expect, test } from "vitest";

import type { StatsBucket } from "@/queries/stats";

import { barsOf, slotsOf, trendsOf, type BucketSize } from "./buckets";

const kStart = Date.parse("2026-08-03T00:00:00Z");
const lengths = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** As many buckets, each with as many successes as its place, from 1, and a failure. */
function stats(bucket: BucketSize, count: number) {
  const series = Array.from({ length: count }, (_, index): StatsBucket => ({
    start: new Date(kStart + index * lengths[bucket]).toISOString(),
    queued: 0,
    running: 0,
    waiting: 0,
    succeeded: index + 1,
    failed: 1,
    cancelled: 0,
    input_tokens: 10,
    output_tokens: 1,
    cost_usd: 0.5,
  }));
  return { series, bucket, to: new Date(kStart + count * lengths[bucket]).toISOString() };
}

test.each<[BucketSize, number, number]>([
  ["minute", 60, 60],
  ["minute", 180, 36],
  ["hour", 24, 24],
  ["hour", 168, 56],
  ["day", 31, 31],
  ["day", 92, 14],
])("%d-buckets: %d of them become %d bars", (bucket, count, bars) => {
  expect(slotsOf(stats(bucket, count))).toHaveLength(bars);
});

test("nothing is lost or counted twice when buckets are put together", () => {
  const slots = slotsOf(stats("hour", 168));
  const total = slots.reduce((sum, { counts }) => sum + counts.succeeded, 0);
  expect(total).toBe((168 * 169) / 2);
  for (const [index, slot] of slots.entries()) {
    if (index > 0) expect(slot.from).toBe(slots[index - 1]?.to);
  }
});

test("the last bar ends where the range does", () => {
  const cut = { ...stats("hour", 3), to: new Date(kStart + 2.5 * 3_600_000).toISOString() };
  expect(slotsOf(cut).at(-1)).toMatchObject({
    from: "2026-08-03T02:00:00.000Z",
    to: "2026-08-03T02:30:00.000Z",
  });
});

test("a bar leads to its runs and says its time", () => {
  const [bar] = barsOf(slotsOf(stats("hour", 24)), "hour");
  expect(bar).toMatchObject({
    label: "Aug 3, 00:00 – 01:00",
    tick: "00:00",
    values: { succeeded: 1, failed: 1 },
    href: "/runs?mode=live&from=2026-08-03T00%3A00%3A00.000Z&to=2026-08-03T01%3A00%3A00.000Z",
  });
  expect(barsOf(slotsOf(stats("day", 92)), "day").at(-1)?.label).toBe("Oct 27, 2026 – Nov 2, 2026");
  expect(barsOf(slotsOf(stats("day", 3)), "day")[1]).toMatchObject({ label: "Aug 4, 2026", tick: "Aug 4" });
});

test("under a week of hours stands where each day begins", () => {
  const ticks = barsOf(slotsOf(stats("hour", 168)), "hour").map(({ tick }) => tick);
  expect(ticks.filter(Boolean)).toEqual(["Aug 4", "Aug 5", "Aug 6", "Aug 7", "Aug 8", "Aug 9"]);
  expect(ticks.indexOf("Aug 4")).toBe(8);
});

test("a rate is none where nothing ended", () => {
  const { series, ...rest } = stats("hour", 2);
  const quiet = { ...rest, series: series.map((one) => ({ ...one, succeeded: 0, failed: 0 })) };
  expect(trendsOf(slotsOf(quiet)).success).toEqual([null, null]);
  expect(trendsOf(slotsOf(stats("hour", 2)))).toEqual({
    runs: [2, 3],
    success: [1 / 2, 2 / 3],
    tokens: [11, 11],
    cost: [0.5, 0.5],
  });
});

test("no buckets are no bars", () => {
  expect(slotsOf({ series: [], bucket: "day", to: "2026-08-03T00:00:00Z" })).toEqual([]);
});
