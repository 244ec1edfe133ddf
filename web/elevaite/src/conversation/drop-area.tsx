"use client";

import { Paperclip } from "lucide-react";
import { useRef, useState, type DragEvent, type ReactNode } from "react";

import { chatText } from "@/text/chat";

type DropAreaProps = { isActive: boolean; onFiles: (files: File[]) => void; children: ReactNode };

/** Takes files that are dropped anywhere on a conversation. The button and pasting do the same. */
export function DropArea({ isActive, onFiles, children }: DropAreaProps) {
  const [isOver, setIsOver] = useState(false);
  // Whatever lies inside is entered and left as well.
  const depth = useRef(0);
  const isDrop = (event: DragEvent) => isActive && event.dataTransfer.types.includes("Files");
  const end = () => {
    depth.current = 0;
    setIsOver(false);
  };
  return (
    <div
      role="presentation"
      className="relative flex min-h-0 flex-1 flex-col"
      onDragEnter={(event) => {
        if (!isDrop(event)) return;
        depth.current++;
        setIsOver(true);
      }}
      onDragOver={(event) => {
        if (isDrop(event)) event.preventDefault();
      }}
      onDragLeave={() => {
        if (isOver && --depth.current <= 0) end();
      }}
      onDrop={(event) => {
        if (!isDrop(event)) return;
        event.preventDefault();
        end();
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver ? (
        <div className="pointer-events-none absolute inset-2 z-10 flex items-center justify-center rounded-xl border-2 border-dashed border-accent bg-surface/90">
          <p className="flex items-center gap-2 font-medium">
            <Paperclip aria-hidden className="size-5 text-accent-text" />
            {chatText.attachments.dropHere}
          </p>
        </div>
      ) : null}
    </div>
  );
}
