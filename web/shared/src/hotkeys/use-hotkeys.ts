"use client";

import { useEffect, useEffectEvent } from "react";

import { matchesHotkey, type KeyPress } from "./hotkey";

const kSequenceMilliseconds = 1000;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable='true']") !== null
  );
}

/** Enter and space belong to the button or link that has the focus. */
function isPressing(event: KeyboardEvent): boolean {
  return (
    (event.key === "Enter" || event.key === " ") &&
    event.target instanceof HTMLElement &&
    event.target.closest("button, a[href], summary") !== null
  );
}

/**
 * Calls what belongs to the key that was pressed. Keys without a modifier do nothing while somebody types, and nothing
 * happens behind an open dialog.
 */
export function useHotkeys(hotkeys: Record<string, (event: KeyboardEvent) => void>, isEnabled = true): void {
  const find = useEffectEvent((presses: KeyPress[], isMac: boolean) =>
    Object.entries(hotkeys).find(([hotkey]) => matchesHotkey(hotkey, presses, isMac)),
  );
  useEffect(() => {
    if (!isEnabled) return;
    const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
    let presses: KeyPress[] = [];
    let pressedAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || ["Shift", "Control", "Alt", "Meta"].includes(event.key))
        return;
      if (isPressing(event)) return;
      if (isTyping(event.target) && !(isMac ? event.metaKey : event.ctrlKey)) return;
      if (document.querySelector("[role='dialog'], [role='alertdialog']")) return;
      presses = event.timeStamp - pressedAt < kSequenceMilliseconds ? [...presses.slice(-1), event] : [event];
      pressedAt = event.timeStamp;
      const found = find(presses, isMac);
      if (!found) return;
      event.preventDefault();
      presses = [];
      found[1](event);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [isEnabled]);
}
