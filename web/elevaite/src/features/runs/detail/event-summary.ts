import { formatDuration, formatRelative, formatShortDateTime } from "@elevaite/shared/format";

import type { RunEvent } from "@/queries/run-journal";
import { runsText } from "@/text/runs";

const text = runsText.journal;

/** What an event is called; a kind that we do not know yet by its own name. */
export function eventTitle(type: string): string {
  return text.events[type] ?? type;
}

const kDay = 86_400_000;

function untilText(event: RunEvent, until: string): string {
  // Near things relative to the event itself: the journal is read later.
  const isNear = Date.parse(until) - Date.parse(event.at) < kDay;
  return text.until(isNear ? formatRelative(until, Date.parse(event.at)) : formatShortDateTime(until));
}

/** The most telling part of an event, in a line. */
export function eventSummary(event: RunEvent): string {
  const parts: string[] = [];
  if ((event.attempt ?? 1) > 1) parts.push(text.attempt(event.attempt ?? 1));
  if (event.error) parts.push(event.error.message);
  if (event.reason) parts.push(event.reason);
  if (event.steps) parts.push(event.steps.join(", "));
  if (event.is_timeout) parts.push(text.timedOut);
  if (event.until) parts.push(untilText(event, event.until));
  if (event.duration_us !== undefined) parts.push(text.took(formatDuration(event.duration_us / 1000)));
  return parts.join(" · ");
}
