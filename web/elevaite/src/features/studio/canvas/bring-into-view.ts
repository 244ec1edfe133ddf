import type { useReactFlow } from "@xyflow/react";

const kMargin = 48;
/** The buttons on the left lie over the canvas. */
const kLeftMargin = 72;

/** How far something must move to lie between two lines; nothing when it does, or cannot. */
export function shiftInto(start: number, end: number, from: number, to: number): number {
  if (end - start > to - from) return 0;
  if (start < from) return from - start;
  return end > to ? to - end : 0;
}

/** Moves the canvas as little as possible, so that these nodes are seen; what does not fit is made smaller. */
export function bringIntoView(
  flow: ReturnType<typeof useReactFlow>,
  area: HTMLElement | null,
  ids: string[],
): void {
  const box = area?.querySelector(".react-flow")?.getBoundingClientRect();
  if (!box || ids.length === 0) return;
  const bounds = flow.getNodesBounds(ids);
  const { x, y, zoom } = flow.getViewport();
  const duration = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;
  const isTooLarge =
    bounds.width * zoom > box.width - kLeftMargin - kMargin ||
    bounds.height * zoom > box.height - 2 * kMargin;
  if (isTooLarge) {
    const nodes = ids.map((id) => ({ id }));
    return void flow.fitView({ nodes, duration, maxZoom: zoom, padding: 0.1 });
  }
  const start = { x: bounds.x * zoom + x, y: bounds.y * zoom + y };
  const right = start.x + bounds.width * zoom;
  const bottom = start.y + bounds.height * zoom;
  const shift = {
    x: shiftInto(start.x, right, kLeftMargin, box.width - kMargin),
    y: shiftInto(start.y, bottom, kMargin, box.height - kMargin),
  };
  if (shift.x !== 0 || shift.y !== 0) {
    void flow.setViewport({ x: x + shift.x, y: y + shift.y, zoom }, { duration });
  }
}
