import type { Box } from "../document/arrange";

export type Direction = "left" | "right" | "up" | "down";

const along: Record<Direction, (from: Box, to: Box) => { ahead: number; aside: number }> = {
  left: (from, to) => ({ ahead: from.x - to.x, aside: to.y - from.y }),
  right: (from, to) => ({ ahead: to.x - from.x, aside: to.y - from.y }),
  up: (from, to) => ({ ahead: from.y - to.y, aside: to.x - from.x }),
  down: (from, to) => ({ ahead: to.y - from.y, aside: to.x - from.x }),
};

/** What lies next in a direction: near, and rather straight ahead than aside. */
export function neighbourOf(from: Box, boxes: readonly Box[], direction: Direction): string | undefined {
  let best: { id: string; cost: number } | undefined;
  for (const box of boxes) {
    const { ahead, aside } = along[direction](from, box);
    if (box.id === from.id || ahead <= 0) continue;
    const cost = ahead + 2 * Math.abs(aside);
    if (!best || cost < best.cost) best = { id: box.id, cost };
  }
  return best?.id;
}
