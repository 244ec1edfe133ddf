import { expect, test } from "vitest";

import { characterCount, isLongEnough } from "./new-password";

test("an emoji is one character, as the server counts", () => {
  expect(characterCount("päss 🔑")).toBe(6);
  expect(isLongEnough("🔑🔑🔑", 4)).toBe(false);
  expect(isLongEnough("🔑🔑🔑🔑", 4)).toBe(true);
});
