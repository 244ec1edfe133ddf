"use client";

import { announce } from "@elevaite/shared/ui/live-region";
import { toast } from "@elevaite/shared/ui/toast";

import { studioText as text } from "@/text/studio";

import type { Position } from "../document/types";
import { useStudioActions } from "../studio-actions";

/** The clipboard from menus, where there is no event of the browser that carries it. */
export function useClipboard() {
  const actions = useStudioActions();
  return {
    async copy() {
      const copied = actions.copy();
      if (copied === null) return;
      await navigator.clipboard.writeText(copied);
      announce(text.canvas.copied);
    },
    async paste(at?: Position) {
      const clip = await navigator.clipboard.readText().catch(() => null);
      if (clip === null) toast.info(text.canvas.pasteByKey);
      else if (!actions.paste(clip, at)) toast.info(text.canvas.nothingToPaste);
    },
  };
}
