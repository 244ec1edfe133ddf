"use client";

import { useReactFlow } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef } from "react";

import { useHotkeys } from "@elevaite/shared/hotkeys";
import { announce } from "@elevaite/shared/ui/live-region";

import { studioText as text } from "@/text/studio";

import { neighbourOf, type Direction } from "../canvas/direction";
import { indexOf } from "../document/graph";
import { boxesOf } from "../document/size";
import type { Position } from "../document/types";
import { useStudioActions } from "../studio-actions";
import { useStudio } from "../studio-context";
import { focusNode } from "./focus-node";

const directions: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

function isTyping(target: EventTarget | null): target is HTMLElement {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable='true']") !== null
  );
}

/** Undo, clipboard and the like: keys that also mean something in a text field. */
function useEditingKeys() {
  const { document, isReadOnly } = useStudio();
  const actions = useStudioActions();

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? event.metaKey : event.ctrlKey;
    if (!mod || event.altKey || event.defaultPrevented) return;
    if (window.document.querySelector("[role='dialog'], [role='alertdialog']")) return;
    const typing = isTyping(event.target);
    // A field of the document is undone with the document; any other field keeps its own history.
    if (typing && !(event.target as HTMLElement).closest("[data-document-field]")) return;
    const key = event.key.toLowerCase();
    const isUndo = key === "z" && !event.shiftKey;
    const isRedo = (key === "z" && event.shiftKey) || key === "y";
    const work = isUndo
      ? actions.undo
      : isRedo
        ? actions.redo
        : typing
          ? undefined
          : { a: actions.selectAll, d: actions.duplicate }[key];
    if (!work) return;
    event.preventDefault();
    work();
  });

  const onClipboard = useEffectEvent((event: ClipboardEvent) => {
    if (isTyping(event.target) || window.document.querySelector("[role='dialog']")) return;
    if (event.type === "paste") {
      if (actions.paste(event.clipboardData?.getData("text/plain") ?? "")) event.preventDefault();
      return;
    }
    const copied = window.getSelection()?.toString() ? null : actions.copy();
    if (copied === null) return;
    event.clipboardData?.setData("text/plain", copied);
    event.preventDefault();
    if (event.type === "cut") actions.remove(document.getState().selection);
    else announce(text.canvas.copied);
  });

  useEffect(() => {
    if (isReadOnly) return;
    const events = ["copy", "cut", "paste"] as const;
    const clipboard = (event: ClipboardEvent) => onClipboard(event);
    const keyDown = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", keyDown);
    for (const name of events) window.document.addEventListener(name, clipboard);
    return () => {
      window.removeEventListener("keydown", keyDown);
      for (const name of events) window.document.removeEventListener(name, clipboard);
    };
  }, [isReadOnly]);
}

/** Alt and an arrow go from node to node, before React Flow takes the arrow for moving one. */
function useNeighbourKeys() {
  const { document: store, catalogue } = useStudio();
  const actions = useStudioActions();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const direction = directions[event.key];
    if (!event.altKey || !direction || isTyping(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    const { document, selection } = store.getState();
    const boxes = boxesOf(document, catalogue, new Set(document.nodes.map(({ id }) => id)));
    const from = boxes.find((box) => selection.has(box.id)) ?? boxes[0];
    const next = from && (selection.size === 0 ? from.id : neighbourOf(from, boxes, direction));
    if (next === undefined) return;
    store.select([next]);
    actions.reveal([next]);
    focusNode(next);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, []);
}

/** Escape on a node closes first and lets go later; React Flow would let go at once. */
function useNodeEscape(escape: () => void) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || !(event.target instanceof Element)) return;
    if (isTyping(event.target) || !event.target.closest(".react-flow__node, .react-flow__edge")) return;
    event.preventDefault();
    event.stopPropagation();
    escape();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, []);
}

export function useStudioHotkeys(onTest: () => void) {
  const { document, ui, isReadOnly } = useStudio();
  const actions = useStudioActions();
  const flow = useReactFlow();
  const pointer = useRef<Position | null>(null);
  useEditingKeys();
  useNeighbourKeys();

  useEffect(() => {
    const move = ({ target, clientX, clientY }: PointerEvent) => {
      const isOnCanvas = target instanceof Element && target.closest(".react-flow__pane") !== null;
      pointer.current = isOnCanvas ? { x: clientX, y: clientY } : null;
    };
    window.addEventListener("pointermove", move);
    return () => window.removeEventListener("pointermove", move);
  }, []);

  const insert = () => {
    const { selection, document: current } = document.getState();
    const [only = ""] = selection;
    if (selection.size === 1 && indexOf(current).edges.has(only)) ui.setState({ insertion: { edge: only } });
    else if (selection.size > 0 || !pointer.current) ui.setState({ insertion: {} });
    else ui.setState({ insertion: { position: flow.screenToFlowPosition(pointer.current) } });
  };
  const open = () => {
    const [only] = document.getState().selection;
    if (document.getState().selection.size !== 1 || only === undefined) return;
    const isSticky = document.getState().document.stickies.some(({ id }) => id === only);
    if (isSticky) ui.setState({ editedSticky: only });
    else ui.setState({ side: "node", focusField: "first" });
  };
  const escape = () => {
    const { side, isPaletteOpen } = ui.getState();
    const { selection } = document.getState();
    const [only] = selection;
    if (isPaletteOpen) ui.setState({ isPaletteOpen: false });
    else if (side !== null) {
      ui.setState({ side: null });
      if (only !== undefined) focusNode(only);
    } else document.select([]);
  };
  useNodeEscape(escape);

  const viewing = {
    "/": () => ui.setState({ dialog: "find" as const }),
    "?": () => ui.setState({ dialog: "hotkeys" as const }),
    "+": () => void flow.zoomIn(),
    "=": () => void flow.zoomIn(),
    "-": () => void flow.zoomOut(),
    "0": () => void flow.fitView({ padding: 0.1, maxZoom: 1 }),
    enter: open,
    escape,
  };
  const editing = {
    n: insert,
    "shift+n": () => ui.setState(({ isPaletteOpen }) => ({ isPaletteOpen: !isPaletteOpen })),
    e: () => ui.setState({ dialog: "connect" as const }),
    x: actions.toggleDisabled,
    t: () => actions.addSticky(pointer.current ? flow.screenToFlowPosition(pointer.current) : undefined),
    "shift+l": () => void actions.layOut(),
    "mod+enter": onTest,
    delete: () => actions.remove(),
    backspace: () => actions.remove(),
  };
  useHotkeys(isReadOnly ? viewing : { ...viewing, ...editing });
}
