import type { Feedback } from "@/queries/conversations";

import type { Versions } from "./branches";

/** What can be done with the messages of a thread; null is what cannot be done, here or now. */
export type MessageActions = {
  /** Where opinions are kept; null: a thread that is only read. */
  conversation: string | null;
  versions: Map<string, Versions>;
  feedback: Map<string, Feedback>;
  onEdit: ((message: string, text: string) => void) | null;
  onRegenerate: ((answer: string) => void) | null;
  /** Shows another message in the place of one. */
  onShow: ((message: string) => void) | null;
};

export const kNoActions: MessageActions = {
  conversation: null,
  versions: new Map(),
  feedback: new Map(),
  onEdit: null,
  onRegenerate: null,
  onShow: null,
};

/** Whether the server knows it by this id, so that it can be named to it. */
export function isStored(message: { id: string }): boolean {
  return message.id.startsWith("msg_");
}
