/**
 * Where an instant stands in a waterfall, from 0 to 1. A run may wait a week between two steps of a millisecond: idle
 * stretches can be folded, each to the same narrow strip, so that what happened can be seen.
 */
import type { Moment } from "@/queries/run-journal";

export type Stretch = { from: Moment; to: Moment };
/** A folded stretch and the strip that stands for it. */
export type Fold = Stretch & { left: number; width: number };
export type TimeScale = { from: Moment; to: Moment; folds: Fold[]; place: (at: Moment) => number };
export type Tick = { at: Moment; place: number };

const kShortestFold = 1000;
/** With less than this share of idle time there is nothing to gain. */
const kIdleShare = 0.6;
const kFoldWidth = 0.05;
const kMostFoldedWidth = 0.4;

/** Stretches that touch or overlap become one. */
export function union(stretches: Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

function gapsBetween(work: Stretch[], from: Moment, to: Moment): Stretch[] {
  const gaps: Stretch[] = [];
  let at = from;
  for (const stretch of work) {
    if (stretch.from > at) gaps.push({ from: at, to: stretch.from });
    at = Math.max(at, stretch.to);
  }
  if (to > at) gaps.push({ from: at, to });
  return gaps;
}

const lengthOf = ({ from, to }: Stretch) => to - from;
const total = (stretches: Stretch[]) => stretches.reduce((sum, stretch) => sum + lengthOf(stretch), 0);

/** The idle stretches that are worth folding. */
export function idleStretches(work: Stretch[], from: Moment, to: Moment): Stretch[] {
  const gaps = gapsBetween(union(work), from, to);
  const busy = to - from - total(gaps);
  if (total(gaps) < kIdleShare * (to - from)) return [];
  return gaps.filter((gap) => lengthOf(gap) >= Math.max(kShortestFold, busy / 4));
}

export function timeScale(from: Moment, to: Moment, idle: Stretch[]): TimeScale {
  const foldWidth = idle.length > 0 ? Math.min(kFoldWidth, kMostFoldedWidth / idle.length) : 0;
  const shown = to - from - total(idle);
  // Of a run without any length everything stands at the beginning.
  const perMillisecond = shown > 0 ? (1 - foldWidth * idle.length) / shown : 0;
  const folds: Fold[] = [];
  const place = (at: Moment) => {
    let left = 0;
    let since = from;
    for (const fold of folds) {
      if (at <= fold.from) break;
      if (at < fold.to) return fold.left + (fold.width * (at - fold.from)) / lengthOf(fold);
      left = fold.left + fold.width;
      since = fold.to;
    }
    return Math.min(1, left + Math.max(0, at - since) * perMillisecond);
  };
  for (const stretch of idle) folds.push({ ...stretch, left: place(stretch.from), width: foldWidth });
  return { from, to, folds, place };
}

const kSteps = [1, 2, 5];
const kRoundSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map(
  (seconds) => seconds * 1000,
);
const kDay = 86_400_000;

/** The smallest round duration that is at least this long. */
export function roundStep(milliseconds: number): number {
  if (milliseconds > 1000) {
    const round = kRoundSteps.find((step) => step >= milliseconds);
    if (round) return round;
    const hours = [2, 3, 6, 12, 24].map((count) => count * 3_600_000);
    return hours.find((step) => step >= milliseconds) ?? Math.ceil(milliseconds / kDay) * kDay;
  }
  const power = 10 ** Math.floor(Math.log10(milliseconds));
  return (kSteps.find((step) => step * power >= milliseconds) ?? 10) * power;
}

/** Round instants since the beginning, no two closer than `distance` of the width. */
export function ticksOf(scale: TimeScale, distance: number): Tick[] {
  const shown = scale.to - scale.from - total(scale.folds);
  if (shown <= 0) return [{ at: scale.from, place: 0 }];
  const step = roundStep(shown * distance);
  const ticks: Tick[] = [{ at: scale.from, place: 0 }];
  const stretches = gapsBetween(scale.folds, scale.from, scale.to);
  for (const stretch of stretches) {
    const first = Math.ceil((stretch.from - scale.from) / step) * step + scale.from;
    for (let at = first; at <= stretch.to; at += step) {
      const place = scale.place(at);
      const last = ticks.at(-1)?.place ?? 0;
      if (place - last >= distance * 0.9 && place <= 1 - distance / 3) ticks.push({ at, place });
    }
  }
  return ticks;
}
