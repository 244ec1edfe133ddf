/** The figures of a dashboard, shaped for its charts. */
import { formatDate, formatShortDateTime, formatTime } from "@elevaite/shared/format";
import type { Bar } from "@elevaite/shared/ui/chart/bar-stack";

import { runsHref } from "@/queries/run-filter";
import type { Stats, StatsBucket } from "@/queries/stats";

export type BucketSize = Stats["bucket"];
/** A stretch of time and what was counted in it. */
export type Slot = { from: string; to: string; counts: StatsBucket };

const kMostBars = 62;
const kMinute = 60_000;
const lengths: Record<BucketSize, number> = {
  minute: kMinute,
  hour: 60 * kMinute,
  day: 24 * 60 * kMinute,
};
/** So many buckets may become one bar, so that a bar is still a round time. */
const groups: Record<BucketSize, number[]> = {
  minute: [1, 2, 5, 10, 15, 30, 60],
  hour: [1, 2, 3, 6, 12, 24],
  day: [1, 7, 14, 28],
};

function sum(buckets: StatsBucket[]): StatsBucket {
  const [first, ...others] = buckets as [StatsBucket, ...StatsBucket[]];
  return others.reduce(
    (all, bucket) => ({
      start: all.start,
      queued: all.queued + bucket.queued,
      running: all.running + bucket.running,
      waiting: all.waiting + bucket.waiting,
      succeeded: all.succeeded + bucket.succeeded,
      failed: all.failed + bucket.failed,
      cancelled: all.cancelled + bucket.cancelled,
      input_tokens: all.input_tokens + bucket.input_tokens,
      output_tokens: all.output_tokens + bucket.output_tokens,
      cost_usd: all.cost_usd + bucket.cost_usd,
    }),
    first,
  );
}

/** Buckets put together until there is room for them. The newest bar is whole; the oldest may be shorter. */
export function slotsOf({ series, bucket, to }: Pick<Stats, "series" | "bucket" | "to">): Slot[] {
  const size =
    groups[bucket].find((group) => series.length / group <= kMostBars) ?? groups[bucket].at(-1) ?? 1;
  const slots: Slot[] = [];
  for (let end = series.length; end > 0; end -= size) {
    const members = series.slice(Math.max(0, end - size), end);
    const last = members.at(-1);
    if (!last) break;
    const lastEnd = new Date(Date.parse(last.start) + lengths[bucket]).toISOString();
    slots.unshift({
      from: members[0]?.start ?? last.start,
      to: series[end]?.start ?? lastEnd,
      counts: sum(members),
    });
  }
  // A bucket may reach beyond the range: what comes later is not counted.
  const newest = slots.at(-1);
  if (newest && newest.to > to) newest.to = to;
  return slots;
}

function labelOf({ from, to }: Slot, bucket: BucketSize): string {
  if (bucket !== "day") return `${formatShortDateTime(from)} – ${formatTime(to)}`;
  const last = new Date(Date.parse(to) - kMinute).toISOString();
  const [begin, end] = [formatDate(from), formatDate(last)];
  return begin === end ? begin : `${begin} – ${end}`;
}

/** More hours than these need the day under the axis as well … */
const kLongHours = 30;
/** … and more than these the day alone, where it begins. */
const kManyHours = 96;

const dayOf = (instant: string) => formatDate(instant).replace(/,.*/, "");

function tickOf({ from }: Slot, earlier: Slot | undefined, bucket: BucketSize, hours: number): string {
  if (bucket === "day") return dayOf(from);
  if (hours <= kLongHours) return formatTime(from);
  if (hours <= kManyHours) return formatShortDateTime(from);
  return earlier && dayOf(earlier.from) !== dayOf(from) ? dayOf(from) : "";
}

/** Bars of the runs by status; each leads to its runs. */
export function barsOf(slots: Slot[], bucket: BucketSize): Bar[] {
  const first = slots[0];
  const last = slots.at(-1);
  const span = first && last ? Date.parse(last.to) - Date.parse(first.from) : 0;
  const hours = span / lengths.hour;
  return slots.map((slot, index) => ({
    key: slot.from,
    label: labelOf(slot, bucket),
    tick: tickOf(slot, slots[index - 1], bucket, hours),
    href: runsHref({ mode: "live", range: { from: slot.from, to: slot.to } }),
    values: {
      succeeded: slot.counts.succeeded,
      failed: slot.counts.failed,
      cancelled: slot.counts.cancelled,
      waiting: slot.counts.waiting,
      running: slot.counts.running,
      queued: slot.counts.queued,
    },
  }));
}

const runsIn = (counts: StatsBucket) =>
  counts.queued + counts.running + counts.waiting + counts.succeeded + counts.failed + counts.cancelled;

/** How the figures went over the time; null where nothing was to be measured. */
export function trendsOf(slots: Slot[]) {
  const ended = ({ succeeded, failed }: StatsBucket) => succeeded + failed;
  return {
    runs: slots.map(({ counts }) => runsIn(counts)),
    success: slots.map(({ counts }) => (ended(counts) > 0 ? counts.succeeded / ended(counts) : null)),
    tokens: slots.map(({ counts }) => counts.input_tokens + counts.output_tokens),
    cost: slots.map(({ counts }) => counts.cost_usd),
  };
}
