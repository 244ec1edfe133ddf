"use client";

import { NodeResizer, type NodeProps } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";

import { cn } from "@elevaite/shared/ui/class-names";

import { studioText as text } from "@/text/studio";

import { updateSticky } from "../document/commands";
import type { StickyColor } from "../document/types";
import { useDocument, useStudio, useUi } from "../studio-context";

const colors: Record<StickyColor, string> = {
  yellow: "bg-warning-subtle border-warning/40",
  blue: "bg-info-subtle border-info/40",
  green: "bg-success-subtle border-success/40",
  red: "bg-danger-subtle border-danger/40",
  neutral: "bg-subtle border-border-strong/60",
};

/** A note on the canvas; a double click, or Enter on the chosen note, writes on it. */
export const StickyCard = memo(function StickyCard({ id, selected }: NodeProps) {
  const { document, ui, isReadOnly } = useStudio();
  const sticky = useDocument((state) => state.document.stickies.find((each) => each.id === id));
  const isEdited = useUi((state) => state.editedSticky === id);
  if (!sticky) return null;
  return (
    <>
      <NodeResizer
        isVisible={selected && !isReadOnly}
        minWidth={120}
        minHeight={60}
        lineClassName="border-accent!"
        handleClassName="size-2! rounded-xs! border-accent! bg-surface!"
        onResizeEnd={(_event, { x, y, width, height }) =>
          document.apply(updateSticky(id, { position: { x, y }, width, height }), {
            label: text.did.resizeNote,
          })
        }
      />
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- Enter on the focused node does the same */}
      <div
        className={cn("h-full w-full overflow-hidden rounded-lg border p-3 text-sm", colors[sticky.color])}
        onDoubleClick={() => {
          if (!isReadOnly) ui.setState({ editedSticky: id });
        }}
      >
        {isEdited ? (
          <StickyEditor id={id} value={sticky.text} />
        ) : (
          <p className="h-full overflow-hidden wrap-anywhere whitespace-pre-wrap">
            {sticky.text || <span className="text-muted">{text.canvas.emptyNote}</span>}
          </p>
        )}
      </div>
    </>
  );
});

function StickyEditor({ id, value }: { id: string; value: string }) {
  const { document, ui } = useStudio();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const close = () => ui.setState({ editedSticky: null });
  return (
    <textarea
      ref={area}
      aria-label={text.canvas.note}
      className="nodrag nowheel h-full w-full resize-none bg-transparent outline-none"
      value={value}
      onChange={(event) =>
        document.apply(updateSticky(id, { text: event.target.value }), {
          label: text.did.editNote,
          key: `note:${id}`,
          isTyping: true,
        })
      }
      onBlur={close}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") close();
      }}
    />
  );
}
