type Area = { x: number; y: number; width: number; height: number };

/** How a map shows places: from (x, y) on, each length times the factor. */
export type Scale = { x: number; y: number; factor: number };

const kMargin = 0.06;

/** The scale at which all of these fit into a map, in its middle. */
export function scaleOf(areas: readonly Area[], map: { width: number; height: number }): Scale {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of areas) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  const [wide, high] = [Math.max(right - left, 1), Math.max(bottom - top, 1)];
  const factor = Math.min((map.width * (1 - 2 * kMargin)) / wide, (map.height * (1 - 2 * kMargin)) / high);
  return {
    x: left - (map.width / factor - wide) / 2,
    y: top - (map.height / factor - high) / 2,
    factor,
  };
}
