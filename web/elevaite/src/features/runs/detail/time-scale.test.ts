import { expect, test } from "vitest";

import { idleStretches, roundStep, ticksOf, timeScale, union } from "./time-scale";

const kWeek = 7 * 86_400_000;

test("stretches that touch are one", () => {
  expect(
    union([
      { from: 5, to: 8 },
      { from: 0, to: 3 },
      { from: 3, to: 4 },
      { from: 6, to: 7 },
    ]),
  ).toEqual([
    { from: 0, to: 4 },
    { from: 5, to: 8 },
  ]);
});

test("without folds, time is even", () => {
  const { place } = timeScale(100, 300, []);
  expect([100, 150, 300, 999, 0].map(place)).toEqual([0, 0.25, 1, 1, 0]);
});

test("a week of waiting between two short steps is folded to a strip", () => {
  const work = [
    { from: 0, to: 10 },
    { from: kWeek, to: kWeek + 10 },
  ];
  const idle = idleStretches(work, 0, kWeek + 10);
  expect(idle).toEqual([{ from: 10, to: kWeek }]);
  const scale = timeScale(0, kWeek + 10, idle);
  expect(scale.place(10)).toBeCloseTo(0.475);
  expect(scale.place(kWeek / 2)).toBeCloseTo(0.5);
  expect(scale.place(kWeek)).toBeCloseTo(0.525);
  expect(scale.place(kWeek + 10)).toBeCloseTo(1);
  expect(scale.folds[0]).toMatchObject({ width: 0.05 });
});

test("time never runs backwards, however many folds there are", () => {
  const work = Array.from({ length: 30 }, (_, index) => ({ from: index * 60_000, to: index * 60_000 + 500 }));
  const scale = timeScale(0, 1_800_000, idleStretches(work, 0, 1_800_000));
  expect(scale.folds).toHaveLength(30);
  let before = -1;
  for (let at = 0; at <= 1_800_000; at += 250) {
    const place = scale.place(at);
    expect(place).toBeGreaterThanOrEqual(before);
    expect(place).toBeLessThanOrEqual(1);
    before = place;
  }
  expect(before).toBeCloseTo(1);
});

test("a busy run and a short pause are left as they are", () => {
  expect(idleStretches([{ from: 0, to: 9000 }], 0, 10_000)).toEqual([]);
  expect(idleStretches([{ from: 0, to: 1 }], 0, 500)).toEqual([]);
});

test("a run without any length has its place, too", () => {
  expect(timeScale(5, 5, []).place(5)).toBe(0);
  expect(ticksOf(timeScale(5, 5, []), 0.1)).toHaveLength(1);
});

test.each([
  [0.03, 0.05],
  [0.2, 0.2],
  [7, 10],
  [180, 200],
  [1300, 2000],
  [12_000, 15_000],
  [400_000, 600_000],
  [4_000_000, 7_200_000],
  [100_000_000, 172_800_000],
])("at least %d ms is %d ms, if it is to be round", (milliseconds, step) => {
  expect(roundStep(milliseconds)).toBeCloseTo(step);
});

test("ticks are round, apart from each other, and not in folded time", () => {
  const scale = timeScale(0, 100_000, [{ from: 2000, to: 98_000 }]);
  const ticks = ticksOf(scale, 0.1);
  expect(ticks.length).toBeGreaterThan(4);
  for (const [index, { at, place }] of ticks.entries()) {
    expect(at % 500).toBe(0);
    expect(at <= 2000 || at >= 98_000).toBe(true);
    if (index > 0) expect(place - (ticks[index - 1]?.place ?? 0)).toBeGreaterThan(0.08);
  }
});
