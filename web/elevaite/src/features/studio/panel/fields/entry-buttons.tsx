"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";

import { Button } from "@elevaite/shared/ui/button";

import { studioText as text } from "@/text/studio";

export function AddEntry({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="sm" className="self-start" onClick={onClick}>
      <Plus aria-hidden />
      {label}
    </Button>
  );
}

type EntryButtonsProps = {
  name: string;
  index: number;
  count: number;
  onMove?: (to: number) => void;
  onRemove: () => void;
};

export function EntryButtons({ name, index, count, onMove, onRemove }: EntryButtonsProps) {
  return (
    <span className="flex shrink-0">
      {onMove && count > 1 ? (
        <>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={text.panel.moveUp(name)}
            disabled={index === 0}
            onClick={() => onMove(index - 1)}
          >
            <ArrowUp aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={text.panel.moveDown(name)}
            disabled={index === count - 1}
            onClick={() => onMove(index + 1)}
          >
            <ArrowDown aria-hidden />
          </Button>
        </>
      ) : null}
      <Button variant="ghost" size="icon-sm" aria-label={text.panel.removeEntry(name)} onClick={onRemove}>
        <Trash2 aria-hidden />
      </Button>
    </span>
  );
}
