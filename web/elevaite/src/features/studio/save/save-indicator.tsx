"use client";

import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";

import { describeProblem } from "@elevaite/shared/api";
import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import { studioText as text } from "@/text/studio";

import type { Saver, SaveState } from "./saver";
import { useSaveState } from "./use-autosave";

const looks: Record<SaveState["status"], { icon: typeof Check; tone: string }> = {
  saved: { icon: Check, tone: "text-muted" },
  unsaved: { icon: LoaderCircle, tone: "text-muted" },
  saving: { icon: LoaderCircle, tone: "text-muted" },
  offline: { icon: CloudOff, tone: "text-warning" },
  conflict: { icon: TriangleAlert, tone: "text-danger" },
  failed: { icon: TriangleAlert, tone: "text-danger" },
};

/** Where the draft is: saved, on its way, or only on this machine. */
export function SaveIndicator({ saver, onConflict }: { saver: Saver; onConflict: () => void }) {
  const state = useSaveState(saver);
  const { icon: Icon, tone } = looks[state.status];
  const label = text.save.status[state.status];
  const content = (
    <span role="status" className={cn("flex items-center gap-1.5 text-xs whitespace-nowrap", tone)}>
      <Icon
        aria-hidden
        className={cn("size-3.5", state.status === "saving" && "animate-spin motion-reduce:animate-none")}
      />
      <span className="max-sm:sr-only">{label}</span>
    </span>
  );
  if (state.status === "conflict") {
    return (
      <Button variant="ghost" size="sm" onClick={onConflict}>
        {content}
      </Button>
    );
  }
  if (state.status === "offline" || state.status === "failed") {
    const hint = state.status === "failed" ? describeProblem(state.problem).detail : text.save.offlineHint;
    return (
      <Tooltip content={hint} side="bottom">
        <Button variant="ghost" size="sm" onClick={() => void saver.flush()}>
          {content}
        </Button>
      </Tooltip>
    );
  }
  return content;
}
