/**
 * A hotkey is one press or two presses in a row: "mod+k", "shift+/", "escape", "g a". `mod` is the command key on a Mac
 * and the control key elsewhere. What a key without a modifier types is compared, so "?" needs no "shift+".
 */
export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

const names: Record<string, string> = {
  space: " ",
  up: "arrowup",
  down: "arrowdown",
  left: "arrowleft",
  right: "arrowright",
};

function isPress(press: string, event: KeyPress, isMac: boolean): boolean {
  const parts = press.toLowerCase().split("+");
  const key = parts.pop() ?? "";
  const wants = (modifier: string) => parts.includes(modifier);
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const other = isMac ? event.ctrlKey : event.metaKey;
  const isLetterOrNamed = /^([a-z0-9]|.{2,})$/.test(key);
  return (
    (names[key] ?? key) === event.key.toLowerCase() &&
    wants("mod") === mod &&
    !other &&
    wants("alt") === event.altKey &&
    (wants("shift") === event.shiftKey || (!isLetterOrNamed && !wants("shift")))
  );
}

/** Whether the presses so far, the newest last, end with this hotkey. */
export function matchesHotkey(hotkey: string, presses: KeyPress[], isMac: boolean): boolean {
  const wanted = hotkey.split(" ");
  const last = presses.slice(-wanted.length);
  return (
    last.length === wanted.length && last.every((press, index) => isPress(wanted[index] ?? "", press, isMac))
  );
}

const signs: Record<string, string> = {
  mod: "Ctrl",
  shift: "Shift",
  alt: "Alt",
  escape: "Esc",
  enter: "↵",
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  delete: "Del",
  backspace: "⌫",
};
const macSigns: Record<string, string> = { mod: "⌘", shift: "⇧", alt: "⌥" };

/** How a keyboard labels the hotkey. */
export function formatHotkey(hotkey: string, isMac: boolean): string {
  const sign = (part: string) => (isMac && macSigns[part]) || signs[part] || part.toUpperCase();
  const press = (keys: string) =>
    keys
      .split("+")
      .map(sign)
      .join(isMac ? "" : " ");
  return hotkey.split(" ").map(press).join(" ");
}
