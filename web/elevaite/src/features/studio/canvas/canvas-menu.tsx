"use client";

import {
  ClipboardPaste,
  Copy,
  CopyPlus,
  Network,
  Play,
  Plus,
  Power,
  Spline,
  StickyNote,
  Trash2,
} from "lucide-react";
import { useReactFlow } from "@xyflow/react";
import { useRef, type MouseEvent, type ReactNode } from "react";

import {
  ContextMenu,
  ContextMenuContent,
  ContextMenuItem,
  ContextMenuSeparator,
  ContextMenuTrigger,
} from "@elevaite/shared/ui/context-menu";

import { studioText as text } from "@/text/studio";

import { nodeById } from "../document/graph";
import { stickyColors, type Position } from "../document/types";
import { updateSticky } from "../document/commands";
import { useStudioActions } from "../studio-actions";
import { useDocument, useStudio } from "../studio-context";
import { ArrangeItems } from "./arrange-items";
import { useClipboard } from "./use-clipboard";

/** The menu of whatever is below the pointer; the same by the menu key for what is chosen. */
export function CanvasMenu({ children }: { children: ReactNode }) {
  const { document, isReadOnly } = useStudio();
  const { screenToFlowPosition } = useReactFlow();
  const at = useRef<Position>({ x: 0, y: 0 });
  const open = (event: MouseEvent) => {
    at.current = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const element = (event.target as Element).closest<HTMLElement>(".react-flow__node, .react-flow__edge");
    const id = element?.dataset["id"];
    if (id && !document.getState().selection.has(id)) document.select([id]);
    if (!id && (event.target as Element).closest(".react-flow__pane")) document.select([]);
  };
  if (isReadOnly) return children;
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild onContextMenu={open}>
        <div className="relative min-h-0 flex-1">{children}</div>
      </ContextMenuTrigger>
      <ContextMenuContent>
        <MenuItems at={() => at.current} />
      </ContextMenuContent>
    </ContextMenu>
  );
}

function MenuItems({ at }: { at: () => Position }) {
  const { ui } = useStudio();
  const actions = useStudioActions();
  const clipboard = useClipboard();
  const selection = useDocument((state) => state.selection);
  if (selection.size > 0) return <SelectionItems />;
  return (
    <>
      <ContextMenuItem onSelect={() => ui.setState({ insertion: { position: at() } })}>
        <Plus aria-hidden />
        {text.add.open}
      </ContextMenuItem>
      <ContextMenuItem onSelect={() => actions.addSticky(at())}>
        <StickyNote aria-hidden />
        {text.canvas.addNote}
      </ContextMenuItem>
      <ContextMenuItem onSelect={() => void clipboard.paste(at())} hotkey="mod+v">
        <ClipboardPaste aria-hidden />
        {text.canvas.paste}
      </ContextMenuItem>
      <ContextMenuSeparator />
      <ContextMenuItem onSelect={() => void actions.layOut()} hotkey="shift+l">
        <Network aria-hidden />
        {text.canvas.layOut}
      </ContextMenuItem>
    </>
  );
}

function SelectionItems() {
  const { ui } = useStudio();
  const actions = useStudioActions();
  const clipboard = useClipboard();
  const { selection, document } = useDocument((state) => state);
  const [first = ""] = selection;
  const node = selection.size === 1 ? nodeById(document, first) : undefined;
  const isSticky = selection.size === 1 && document.stickies.some(({ id }) => id === first);
  const hasNodes = [...selection].some((id) => nodeById(document, id));
  const isEdges =
    !hasNodes && !isSticky && [...selection].every((id) => document.edges.some((edge) => edge.id === id));
  return (
    <>
      {node ? (
        <>
          <ContextMenuItem onSelect={() => ui.setState({ side: "node", nodeTab: "run" })}>
            <Play aria-hidden />
            {text.run.oneNode}
          </ContextMenuItem>
          <ContextMenuItem onSelect={() => ui.setState({ dialog: "connect" })} hotkey="e">
            <Spline aria-hidden />
            {text.canvas.connect}
          </ContextMenuItem>
        </>
      ) : null}
      {isSticky ? <ColorItems id={first} /> : null}
      {isEdges ? null : (
        <>
          <ContextMenuItem onSelect={() => void clipboard.copy()} hotkey="mod+c">
            <Copy aria-hidden />
            {text.canvas.copy}
          </ContextMenuItem>
          <ContextMenuItem onSelect={() => actions.duplicate()} hotkey="mod+d">
            <CopyPlus aria-hidden />
            {text.canvas.duplicate}
          </ContextMenuItem>
        </>
      )}
      {hasNodes ? (
        <ContextMenuItem onSelect={() => actions.toggleDisabled()} hotkey="x">
          <Power aria-hidden />
          {text.canvas.toggleDisabled}
        </ContextMenuItem>
      ) : null}
      {selection.size > 1 && !isEdges ? <ArrangeItems count={selection.size} /> : null}
      <ContextMenuSeparator />
      <ContextMenuItem isDangerous onSelect={() => actions.remove()} hotkey="delete">
        <Trash2 aria-hidden />
        {text.canvas.remove}
      </ContextMenuItem>
    </>
  );
}

function ColorItems({ id }: { id: string }) {
  const { document } = useStudio();
  return (
    <>
      {stickyColors.map((color) => (
        <ContextMenuItem
          key={color}
          onSelect={() => document.apply(updateSticky(id, { color }), { label: text.did.colorNote })}
        >
          <StickyNote aria-hidden />
          {text.canvas.colors[color]}
        </ContextMenuItem>
      ))}
      <ContextMenuSeparator />
    </>
  );
}
