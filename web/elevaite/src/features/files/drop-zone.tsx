"use client";

import { useState, type DragEvent, type ReactNode } from "react";

import { cn } from "@elevaite/shared/ui/class-names";

import { text } from "@/text/files";

type DropZoneProps = { isActive: boolean; onFiles: (files: File[]) => void; children: ReactNode };

/** Takes files that are dropped on its content. Everything it does can be done with the button, too. */
export function DropZone({ isActive, onFiles, children }: DropZoneProps) {
  const [isOver, setIsOver] = useState(false);
  const accept = (event: DragEvent) => {
    if (!isActive || !event.dataTransfer.types.includes("Files")) return false;
    event.preventDefault();
    return true;
  };
  return (
    <div
      role="presentation"
      className={cn(
        "relative flex flex-col gap-4 rounded-lg",
        isOver && "outline-2 outline-offset-4 outline-accent",
      )}
      onDragOver={(event) => setIsOver(accept(event))}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        setIsOver(false);
        if (accept(event)) onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver ? <p className="text-center text-sm text-muted">{text.dropHere}</p> : null}
    </div>
  );
}
