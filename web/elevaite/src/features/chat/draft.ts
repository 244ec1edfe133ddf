/** What somebody has typed and not sent, for as long as the tab lives. */
const nameOf = (name: string) => `elevaite-chat-draft:${name}`;

export function readDraft(name: string): string {
  try {
    return sessionStorage.getItem(nameOf(name)) ?? "";
  } catch {
    return "";
  }
}

export function writeDraft(name: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(nameOf(name), text);
    else sessionStorage.removeItem(nameOf(name));
  } catch {
    // Without storage, or when it is full, the text is only in the field.
  }
}
