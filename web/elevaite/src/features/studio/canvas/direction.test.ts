import { expect, it } from "vitest";

import { neighbourOf } from "./direction";

it("finds the neighbour in a direction", () => {
  const box = (id: string, x: number, y: number) => ({ id, x, y, width: 100, height: 50 });
  const from = box("a", 0, 0);
  const boxes = [from, box("right", 300, 20), box("far", 200, 900), box("below", 10, 200)];
  expect(neighbourOf(from, boxes, "right")).toBe("right");
  expect(neighbourOf(from, boxes, "down")).toBe("below");
  expect(neighbourOf(from, boxes, "left")).toBeUndefined();
  expect(neighbourOf(from, boxes, "up")).toBeUndefined();
});
