/** What somebody has typed and attached and not sent, for as long as the tab lives. */
import type { MessageFile } from "./message-file";

const nameOf = (name: string) => `elevaite-chat-draft:${name}`;
const filesNameOf = (name: string) => `elevaite-chat-draft-files:${name}`;

function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function write(key: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // Without storage, or when it is full, the text is only in the field.
  }
}

export const readDraft = (name: string) => read(nameOf(name));
export const writeDraft = (name: string, text: string) => write(nameOf(name), text);

export function readDraftFiles(name: string): MessageFile[] {
  try {
    const files: unknown = JSON.parse(read(filesNameOf(name)) || "[]");
    return Array.isArray(files) ? (files as MessageFile[]) : [];
  } catch {
    return [];
  }
}

export function writeDraftFiles(name: string, files: MessageFile[]): void {
  write(filesNameOf(name), files.length > 0 ? JSON.stringify(files) : "");
}
