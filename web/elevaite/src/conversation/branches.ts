/** A conversation as a tree: which messages are shown, and what else was said in their places. */
import type { StoredMessage } from "./history";

/** Where a message stands among those that follow the same one. */
export type Versions = { index: number; ids: string[] };

/** The messages that lead to `head`, or to the newest one when it is unknown, in their order. */
export function branchOf(messages: StoredMessage[], head: string | null): StoredMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const branch: StoredMessage[] = [];
  let next = byId.get(head ?? "") ?? messages.at(-1);
  while (next) {
    branch.unshift(next);
    next = byId.get(next.parent_id ?? "");
  }
  return branch;
}

/** Of every message that has others in its place: the ids of all of them, oldest first. */
export function versionsOf(messages: StoredMessage[]): Map<string, Versions> {
  const families = new Map<string, string[]>();
  for (const { id, role, parent_id: parent } of messages) {
    const key = `${role}/${parent ?? ""}`;
    families.set(key, [...(families.get(key) ?? []), id]);
  }
  const versions = new Map<string, Versions>();
  for (const ids of families.values()) {
    if (ids.length < 2) continue;
    ids.forEach((id, index) => versions.set(id, { index, ids }));
  }
  return versions;
}

/** The newest answer that was given after a message, or the message itself: where its branch ends. */
export function endOf(messages: StoredMessage[], id: string): string {
  const inside = new Set([id]);
  let end = id;
  // A message always comes behind the one that it follows.
  for (const message of messages) {
    if (!inside.has(message.parent_id ?? "")) continue;
    inside.add(message.id);
    if (message.role === "assistant") end = message.id;
  }
  return end;
}
