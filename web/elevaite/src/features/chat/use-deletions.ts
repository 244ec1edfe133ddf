"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";

import { toast } from "@elevaite/shared/ui/toast";

import { deleteConversation } from "@/queries/conversations";
import { chatText as text } from "@/text/chat";

import { createDeletions } from "./deletions";

const deletions = createDeletions({
  delete: (id, isLeaving) => {
    deleteConversation(id, isLeaving).catch((error: unknown) => {
      deletions.undo(id);
      toast.problem(error);
    });
  },
  setTimer: (work, milliseconds) => window.setTimeout(work, milliseconds),
  clearTimer: (timer) => window.clearTimeout(timer as number),
});
const none: ReadonlySet<string> = new Set();

/** The conversations that are not shown, and how to delete one with a way back. */
export function useDeletions() {
  const client = useQueryClient();
  const hidden = useSyncExternalStore(deletions.subscribe, deletions.hidden, () => none);
  useEffect(() => {
    window.addEventListener("pagehide", deletions.leave);
    return () => window.removeEventListener("pagehide", deletions.leave);
  }, []);
  const remove = (id: string, onUndo: () => void) => {
    deletions.add(id);
    toast.success(text.deleted, {
      undo: () => {
        deletions.undo(id);
        void client.invalidateQueries({ queryKey: ["conversations", "list"] });
        onUndo();
      },
    });
  };
  return { hidden, remove };
}
