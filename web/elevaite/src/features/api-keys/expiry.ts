const kDayMilliseconds = 24 * 60 * 60 * 1000;

/** In how many days, or never. */
export type Expiry = "never" | "7" | "30" | "90" | "365";
export const expiries: Expiry[] = ["7", "30", "90", "365", "never"];

/** The instant of an expiry, or null for never. */
export function expiresAt(expiry: Expiry, now: number): string | null {
  return expiry === "never" ? null : new Date(now + Number(expiry) * kDayMilliseconds).toISOString();
}

export function hasExpired(key: { expires_at: string | null }, now: number): boolean {
  return key.expires_at !== null && new Date(key.expires_at).getTime() <= now;
}
