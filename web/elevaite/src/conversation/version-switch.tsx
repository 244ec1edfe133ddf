"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";

import { Button } from "@elevaite/shared/ui/button";

import { chatText } from "@/text/chat";

import type { MessageActions } from "./message-actions";

const text = chatText.versions;

/** Goes through what was said in the same place. */
export function VersionSwitch({ id, actions }: { id: string; actions: MessageActions }) {
  const versions = actions.versions.get(id);
  if (!versions) return null;
  const { index, ids } = versions;
  const step = (by: number, label: string, Icon: typeof ChevronLeft) => {
    const target = ids[index + by];
    const isPossible = target !== undefined && actions.onShow !== null;
    return (
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={label}
        // It keeps the focus at the ends, so that one can go back.
        aria-disabled={!isPossible || undefined}
        onClick={() => (isPossible ? actions.onShow?.(target) : undefined)}
      >
        <Icon aria-hidden />
      </Button>
    );
  };
  return (
    <div role="group" aria-label={text.label} className="flex items-center text-xs text-muted tabular-nums">
      {step(-1, text.previous, ChevronLeft)}
      <span>
        <span aria-hidden>
          {index + 1}/{ids.length}
        </span>
        <span className="sr-only">{text.position(index + 1, ids.length)}</span>
      </span>
      {step(1, text.next, ChevronRight)}
    </div>
  );
}
