/** A span of time in the address: ?range=24h moves with the clock, ?from=…&to=… does not. */
const kHour = 3_600_000;

export const timeRangePresets = ["1h", "24h", "7d", "30d"] as const;
export type TimeRangePreset = (typeof timeRangePresets)[number];
export type TimeRange = { preset: TimeRangePreset } | { from: string; to: string };

const lengths: Record<TimeRangePreset, number> = {
  "1h": kHour,
  "24h": 24 * kHour,
  "7d": 7 * 24 * kHour,
  "30d": 30 * 24 * kHour,
};

type Readable = { get(name: string): string | null };

export function isPreset(text: string | null): text is TimeRangePreset {
  return timeRangePresets.includes(text as TimeRangePreset);
}

function instantIn(params: Readable, name: string): string | null {
  const at = Date.parse(params.get(name) ?? "");
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** The range that an address asks for; null when it asks for none, or for nonsense. */
export function readTimeRange(params: Readable): TimeRange | null {
  const preset = params.get("range");
  if (isPreset(preset)) return { preset };
  const from = instantIn(params, "from");
  const to = instantIn(params, "to");
  return from && to && from < to ? { from, to } : null;
}

/** All parameters that a range has, the absent ones as null, so that one range takes the place of another. */
export function timeRangeParams(range: TimeRange | null): Record<"range" | "from" | "to", string | null> {
  if (!range) return { range: null, from: null, to: null };
  if ("preset" in range) return { range: range.preset, from: null, to: null };
  return { range: null, from: range.from, to: range.to };
}

/** The instants of a range. The end of a moving range is now. */
export function boundsOf(range: TimeRange, now: number): { from: string; to: string } {
  if (!("preset" in range)) return range;
  return { from: new Date(now - lengths[range.preset]).toISOString(), to: new Date(now).toISOString() };
}
