"use client";

import { useReactFlow } from "@xyflow/react";
import { useEffect, type RefObject } from "react";

/** What is in the middle stays there when the test panel takes room from the canvas, or gives it back. */
export function useKeptMiddle(canvas: RefObject<HTMLElement | null>) {
  const { getViewport, setViewport } = useReactFlow();
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let height = element.clientHeight;
    const observer = new ResizeObserver(() => {
      const shift = (element.clientHeight - height) / 2;
      height = element.clientHeight;
      if (shift === 0) return;
      const { x, y, zoom } = getViewport();
      void setViewport({ x, y: y + shift, zoom });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas, getViewport, setViewport]);
}
