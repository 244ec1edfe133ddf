import { expect, it } from "vitest";

import { scaleOf } from "./map-scale";

it("shows everything in the middle of the map", () => {
  const areas = [
    { x: 100, y: 0, width: 100, height: 50 },
    { x: 300, y: 150, width: 100, height: 50 },
  ];
  const { x, y, factor } = scaleOf(areas, { width: 200, height: 100 });
  expect(factor).toBeCloseTo(0.44);
  expect((250 - x) * factor).toBeCloseTo(100);
  expect((100 - y) * factor).toBeCloseTo(50);
});
