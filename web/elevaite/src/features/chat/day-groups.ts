export type DayGroup = "today" | "yesterday" | "week" | "month" | "older";

/** Which heading an instant stands under, by the calendar days of whoever looks. */
export function dayGroupOf(at: string, now: number): DayGroup {
  const days = Math.round((startOfDay(now) - startOfDay(new Date(at).getTime())) / kDay);
  if (days <= 0) return "today";
  if (days === 1) return "yesterday";
  if (days < 7) return "week";
  return days < 30 ? "month" : "older";
}

/** Entries under their headings. Their order is kept, so each heading stands once when they are sorted by time. */
export function groupByDay<Entry>(
  entries: Entry[],
  atOf: (entry: Entry) => string,
  now: number,
): { group: DayGroup; entries: Entry[] }[] {
  const groups: { group: DayGroup; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const group = dayGroupOf(atOf(entry), now);
    const last = groups.at(-1);
    if (last?.group === group) last.entries.push(entry);
    else groups.push({ group, entries: [entry] });
  }
  return groups;
}

const kDay = 86_400_000;

// Days that are 23 or 25 hours long differ by a fraction, which rounding takes away.
function startOfDay(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
