/** The smallest round number that is at least this large, so that an axis ends at something readable. */
export function roundUp(value: number): number {
  if (value <= 4) return Math.max(1, Math.ceil(value));
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10;
  return factor * power;
}

/** Which of so many labels to show: about as many as there is room for, evenly, the first among them. */
export function shownLabels(count: number, room: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, room)));
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
}

/** A line through values as the points of an SVG polyline in a box of 100 × 100. Gaps (null) are passed over. */
export function linePoints(values: (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const most = Math.max(...known, 0);
  const last = Math.max(1, values.length - 1);
  return values
    .map((value, index) =>
      value === null ? null : [(index / last) * 100, most > 0 ? 100 - (value / most) * 100 : 100],
    )
    .filter((point) => point !== null)
    .map(([x = 0, y = 0]) => `${Number(x.toFixed(2))},${Number(y.toFixed(2))}`)
    .join(" ");
}
