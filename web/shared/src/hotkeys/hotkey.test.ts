import { expect, test } from "vitest";

import { formatHotkey, matchesHotkey, type KeyPress } from "./hotkey";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test.each([
  ["mod+k", [press("k", { ctrlKey: true })], false, true],
  ["mod+k", [press("k", { metaKey: true })], true, true],
  ["mod+k", [press("k", { ctrlKey: true })], true, false],
  ["mod+k", [press("k")], false, false],
  ["k", [press("k", { ctrlKey: true })], false, false],
  ["mod+shift+z", [press("Z", { ctrlKey: true, shiftKey: true })], false, true],
  ["mod+z", [press("Z", { ctrlKey: true, shiftKey: true })], false, false],
  ["?", [press("?", { shiftKey: true })], false, true],
  ["escape", [press("Escape")], false, true],
  ["g a", [press("g"), press("a")], false, true],
  ["g a", [press("a")], false, false],
  ["g a", [press("x"), press("a")], false, false],
] as const)("%s: %j (Mac: %s) is %s", (hotkey, presses, isMac, expected) => {
  expect(matchesHotkey(hotkey, [...presses], isMac)).toBe(expected);
});

test("a hotkey reads as on the keyboard", () => {
  expect([formatHotkey("mod+k", true), formatHotkey("mod+k", false), formatHotkey("g a", false)]).toEqual([
    "⌘K",
    "Ctrl K",
    "G A",
  ]);
});
