import { expect, test } from "vitest";

import { expiresAt, hasExpired } from "./expiry";

const now = Date.parse("2026-02-27T12:00:00Z");

test("a key that expires does so after that many days", () => {
  expect(expiresAt("7", now)).toBe("2026-03-06T12:00:00.000Z");
  expect(expiresAt("never", now)).toBeNull();
});

test("a key has expired at its last instant, and never without one", () => {
  expect(hasExpired({ expires_at: "2026-02-27T12:00:00Z" }, now)).toBe(true);
  expect(hasExpired({ expires_at: "2026-02-27T12:00:01Z" }, now)).toBe(false);
  expect(hasExpired({ expires_at: null }, now)).toBe(false);
});
