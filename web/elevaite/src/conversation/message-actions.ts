import type { Feedback } from "@/queries/conversations";

import type { Versions } from "./branches";
import type { MessageFile } from "./message-file";

/** What can be done with the messages of a thread; null is what cannot be done, here or now. */
export type MessageActions = {
  /** Where opinions are kept; null: a thread that is only read. */
  conversation: string | null;
  versions: Map<string, Versions>;
  feedback: Map<string, Feedback>;
  onEdit: ((message: string, text: string, files: MessageFile[]) => void) | null;
  onRegenerate: ((answer: string) => void) | null;
  /** Shows another message in the place of one. */
  onShow: ((message: string) => void) | null;
  /** Shows the run of an answer elsewhere on the page; null: it has a page of its own. */
  onShowRun: ((run: string) => void) | null;
};

export const kNoActions: MessageActions = {
  conversation: null,
  versions: new Map(),
  feedback: new Map(),
  onEdit: null,
  onRegenerate: null,
  onShow: null,
  onShowRun: null,
};

/** Whether the server knows it by this id, so that it can be named to it. */
export function isStored(message: { id: string }): boolean {
  return message.id.startsWith("msg_");
}
