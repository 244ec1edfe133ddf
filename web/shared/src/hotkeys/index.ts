export { formatHotkey, matchesHotkey, type KeyPress } from "./hotkey";
export { useHotkeys } from "./use-hotkeys";
