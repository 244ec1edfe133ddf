// One locale for all numbers and dates: the texts around them are English.
export const kLocale = "en-US";

const whole = new Intl.NumberFormat(kLocale, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(kLocale, { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(kLocale, { style: "percent", maximumFractionDigits: 1 });

/** 1234567 is "1,234,567". */
export function formatNumber(value: number): string {
  return whole.format(value);
}

/** 1234567 is "1.2M". */
export function formatCompact(value: number): string {
  return compact.format(value);
}

/** 0.987 is "98.7%". */
export function formatPercent(share: number): string {
  return percent.format(share);
}

/** Tokens are counted, so small numbers are exact. */
export function formatTokens(tokens: number): string {
  return tokens < 10_000 ? formatNumber(tokens) : formatCompact(tokens);
}

const kNanosPerUsd = 1e9;

/** Money is kept in billionths of a dollar. What costs something never reads as nothing. */
export function formatUsd(nanos: number): string {
  const dollars = nanos / kNanosPerUsd;
  if (dollars !== 0 && Math.abs(dollars) < 0.0001) return `${dollars < 0 ? "-" : ""}<$0.0001`;
  const digits = dollars === 0 || Math.abs(dollars) >= 1 ? 2 : 4;
  return new Intl.NumberFormat(kLocale, {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(dollars);
}

const units = ["B", "KiB", "MiB", "GiB", "TiB"];

/** 1536 is "1.5 KiB". */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : Number(size.toFixed(1))} ${units[unit]}`;
}
