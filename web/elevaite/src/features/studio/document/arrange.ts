import type { Position } from "./types";

export type Box = Position & { id: string; width: number; height: number };
export type Alignment = "left" | "center" | "right" | "top" | "middle" | "bottom";
export type Axis = "horizontal" | "vertical";

/** Where the boxes stand when one of their lines is the same. */
export function align(boxes: readonly Box[], alignment: Alignment): Map<string, Position> {
  const left = Math.min(...boxes.map((box) => box.x));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const top = Math.min(...boxes.map((box) => box.y));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  const place = (box: Box): Position => {
    switch (alignment) {
      case "left":
        return { x: left, y: box.y };
      case "center":
        return { x: (left + right - box.width) / 2, y: box.y };
      case "right":
        return { x: right - box.width, y: box.y };
      case "top":
        return { x: box.x, y: top };
      case "middle":
        return { x: box.x, y: (top + bottom - box.height) / 2 };
      case "bottom":
        return { x: box.x, y: bottom - box.height };
    }
  };
  return new Map(boxes.map((box) => [box.id, place(box)]));
}

/** Where the boxes stand with the same gap between neighbours; the outer two stay. */
export function distribute(boxes: readonly Box[], axis: Axis): Map<string, Position> {
  const start = axis === "horizontal" ? "x" : "y";
  const size = axis === "horizontal" ? "width" : "height";
  const sorted = [...boxes].sort((a, b) => a[start] - b[start]);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (!first || !last || sorted.length < 3) return new Map();
  const used = sorted.reduce((sum, box) => sum + box[size], 0);
  const gap = (last[start] + last[size] - first[start] - used) / (sorted.length - 1);
  let next = first[start];
  return new Map(
    sorted.map((box) => {
      const position: Position = { x: box.x, y: box.y, [start]: Math.round(next) };
      next += box[size] + gap;
      return [box.id, position];
    }),
  );
}
