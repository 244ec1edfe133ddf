import { documentOf, isObject, workflowOf } from "../document/format";
import type { WorkflowDocument } from "../document/types";
import type { Stored } from "./saver";

export type Backup = { base: Stored; document: WorkflowDocument };
type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">;

const keyOf = (agent: string) => `elevaite.draft.${agent}`;

/** What was not saved yet when the page went away. A draft holds the names of credentials, never secrets. */
export function readBackup(storage: Storage, agent: string): Backup | null {
  try {
    const value: unknown = JSON.parse(storage.getItem(keyOf(agent)) ?? "null");
    if (!isObject(value) || typeof value["revision"] !== "number") return null;
    return {
      base: { revision: value["revision"], document: documentOf(value["base"]) },
      document: documentOf(value["workflow"]),
    };
  } catch {
    return null;
  }
}

export function writeBackup(storage: Storage, agent: string, backup: Backup | null): void {
  try {
    if (!backup) return storage.removeItem(keyOf(agent));
    const { base, document } = backup;
    const value = {
      revision: base.revision,
      base: workflowOf(base.document),
      workflow: workflowOf(document),
    };
    storage.setItem(keyOf(agent), JSON.stringify(value));
  } catch {
    // Storage that is full or forbidden: the draft is still in this page, and is being saved.
  }
}
