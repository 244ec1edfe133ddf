import { text } from "../text/index";
import { kLocale } from "./numbers";

// Without a time zone, Intl takes the browser's: every instant is shown in the user's own.
const dateTime = new Intl.DateTimeFormat(kLocale, {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
});
const date = new Intl.DateTimeFormat(kLocale, { year: "numeric", month: "short", day: "numeric" });
const time = new Intl.DateTimeFormat(kLocale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const shortDateTime = new Intl.DateTimeFormat(kLocale, {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const exactTime = new Intl.DateTimeFormat(kLocale, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
});
const relative = new Intl.RelativeTimeFormat(kLocale, { numeric: "auto", style: "short" });

/** "Aug 3, 2026, 14:05:09 GMT+2" */
export function formatDateTime(at: string | number): string {
  return dateTime.format(new Date(at));
}

/** "Aug 3, 2026" */
export function formatDate(at: string | number): string {
  return date.format(new Date(at));
}

/** "14:05" */
export function formatTime(at: string | number): string {
  return time.format(new Date(at));
}

/** "Aug 3, 14:05" */
export function formatShortDateTime(at: string | number): string {
  return shortDateTime.format(new Date(at));
}

/** "14:05:09.123" */
export function formatExactTime(at: string | number): string {
  return exactTime.format(new Date(at));
}

/** What a datetime-local input holds for an instant: the user's own clock, without a zone. */
export function toLocalInput(at: string | undefined): string {
  if (at === undefined) return "";
  const instant = new Date(at);
  return new Date(instant.getTime() - instant.getTimezoneOffset() * kMinute).toISOString().slice(0, 16);
}

const kSecond = 1000;
const kMinute = 60 * kSecond;
const kHour = 60 * kMinute;
const kDay = 24 * kHour;

/** "5 min. ago", "yesterday"; older than four weeks it is the date. */
export function formatRelative(at: string | number, now: number): string {
  const passed = new Date(at).getTime() - now;
  const size = Math.abs(passed);
  if (size < 45 * kSecond) return text.time.justNow;
  if (size < kHour) return relative.format(Math.round(passed / kMinute), "minute");
  if (size < kDay) return relative.format(Math.round(passed / kHour), "hour");
  if (size < 28 * kDay) return relative.format(Math.round(passed / kDay), "day");
  return formatDate(at);
}

/** 0.439 is "0.44 ms", 850 is "850 ms", 1234 is "1.23 s", 75_000 is "1 min 15 s". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 0.005) return "<0.01 ms";
  if (milliseconds > 0 && milliseconds < 0.995) return `${milliseconds.toFixed(2)} ms`;
  if (milliseconds > 0 && milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < kSecond) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10 * kSecond) return `${(milliseconds / kSecond).toFixed(2)} s`;
  // Rounded first, so that 59.96 s does not become "60.0 s".
  const tenths = Math.round(milliseconds / 100) / 10;
  if (tenths < 60) return `${tenths.toFixed(1)} s`;
  const seconds = Math.round(milliseconds / kSecond);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
}

/** From one instant to another, or until now while the second has not come. */
export function formatElapsed(from: string, to: string | null | undefined, now: number): string {
  return formatDuration(Math.max(0, (to ? new Date(to).getTime() : now) - new Date(from).getTime()));
}
