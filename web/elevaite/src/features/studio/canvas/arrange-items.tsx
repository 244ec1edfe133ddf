"use client";

import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Network,
} from "lucide-react";

import { ContextMenuItem, ContextMenuSeparator } from "@elevaite/shared/ui/context-menu";

import { studioText as text } from "@/text/studio";

import { useStudioActions } from "../studio-actions";

/** What several chosen elements can do together. */
export function ArrangeItems({ count }: { count: number }) {
  const actions = useStudioActions();
  const items = [
    { label: text.canvas.align.left, icon: AlignStartVertical, onSelect: () => actions.align("left") },
    { label: text.canvas.align.center, icon: AlignCenterVertical, onSelect: () => actions.align("center") },
    { label: text.canvas.align.right, icon: AlignEndVertical, onSelect: () => actions.align("right") },
    { label: text.canvas.align.top, icon: AlignStartHorizontal, onSelect: () => actions.align("top") },
    { label: text.canvas.align.middle, icon: AlignCenterHorizontal, onSelect: () => actions.align("middle") },
    { label: text.canvas.align.bottom, icon: AlignEndHorizontal, onSelect: () => actions.align("bottom") },
    ...(count > 2
      ? [
          {
            label: text.canvas.distribute.horizontal,
            icon: AlignHorizontalDistributeCenter,
            onSelect: () => actions.distribute("horizontal"),
          },
          {
            label: text.canvas.distribute.vertical,
            icon: AlignVerticalDistributeCenter,
            onSelect: () => actions.distribute("vertical"),
          },
        ]
      : []),
    { label: text.canvas.layOutSelection, icon: Network, onSelect: () => void actions.layOut() },
  ];
  return (
    <>
      <ContextMenuSeparator />
      {items.map(({ label, icon: Icon, onSelect }) => (
        <ContextMenuItem key={label} onSelect={onSelect}>
          <Icon aria-hidden />
          {label}
        </ContextMenuItem>
      ))}
    </>
  );
}
