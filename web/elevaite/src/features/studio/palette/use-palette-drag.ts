"use client";

import { useReactFlow } from "@xyflow/react";
import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from "react";

import { kNodeWidth } from "../document/size";
import type { NodeKind } from "../document/kinds";
import { useStudioActions } from "../studio-actions";

const kThreshold = 6;

type Dragged = { kind: NodeKind; x: number; y: number };

/** Drags a kind from the palette with the pointer, so that it works by touch as well; Escape lets go of it. */
export function usePaletteDrag() {
  const actions = useStudioActions();
  const { screenToFlowPosition } = useReactFlow();
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const stop = useRef<(() => void) | null>(null);
  const isDragging = useRef(false);
  useEffect(() => () => stop.current?.(), []);

  function start(kind: NodeKind, { clientX, clientY, button }: ReactPointerEvent) {
    if (button !== 0) return;
    isDragging.current = false;
    const end = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", drop);
      window.removeEventListener("pointercancel", end);
      window.removeEventListener("keydown", escape, true);
      stop.current = null;
      setDragged(null);
    };
    const move = (event: PointerEvent) => {
      const distance = Math.hypot(event.clientX - clientX, event.clientY - clientY);
      isDragging.current ||= distance > kThreshold;
      if (isDragging.current) setDragged({ kind, x: event.clientX, y: event.clientY });
    };
    const drop = (event: PointerEvent) => {
      end();
      const below = window.document.elementFromPoint(event.clientX, event.clientY);
      if (!isDragging.current || !below?.closest(".react-flow")) return;
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      actions.addKind(kind, { position: { x: x - kNodeWidth / 2, y: y - 30 } });
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !isDragging.current) return;
      event.stopPropagation();
      end();
    };
    stop.current = end;
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", drop);
    window.addEventListener("pointercancel", end);
    window.addEventListener("keydown", escape, true);
  }

  return { dragged, start, wasDragged: () => isDragging.current };
}
