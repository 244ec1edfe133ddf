import type { Joint, Slot } from "./columns";
import type { Steps } from "./slices";

const kSweeps = 24;
/** Long edges should be straight before anything else is. */
const kPassWeight = 4;
/** What is joined with nothing on this side stays out of the way rather than in it. */
const kLooseWeight = 0.01;

type Block = { sum: number; weight: number; slots: number };
type Sides = { before: boolean; after: boolean };

/** Finds the top of each slot: near what it is joined with, in the order of its column, and never over another. */
export function* placeRows(columns: readonly Slot[][], gap: number): Steps<void> {
  for (const column of columns) {
    let top = 0;
    for (const slot of column) {
      slot.top = top;
      top += slot.height + gap;
    }
  }
  const backwards = [...columns].reverse();
  for (let sweep = 0; sweep < kSweeps; sweep++) {
    yield;
    const isForwards = sweep % 2 === 0;
    // At last both sides count, so that what stands between two columns is in their middle.
    const isLast = sweep >= kSweeps - 2;
    const sides = { before: isForwards || isLast, after: !isForwards || isLast };
    for (const column of isForwards ? columns : backwards) placeColumn(column, gap, sides);
  }
}

function wishOf(slot: Slot, { before, after }: Sides): { top: number; weight: number } {
  let sum = 0;
  let weight = 0;
  const add = (joints: Joint[], sign: number) => {
    for (const { slot: other, offset } of joints) {
      const share = other.node === -1 ? kPassWeight : 1;
      sum += (other.top + sign * offset) * share;
      weight += share;
    }
  };
  if (before) add(slot.before, 1);
  if (after) add(slot.after, -1);
  return weight === 0 ? { top: slot.top, weight: kLooseWeight } : { top: sum / weight, weight };
}

/**
 * The tops nearest to what is wished, by least squares, among those that keep the order and the gaps: with the gaps taken
 * off it is an isotonic regression, in which neighbours that would overtake each other are put together.
 */
function placeColumn(column: readonly Slot[], gap: number, sides: Sides): void {
  const blocks: Block[] = [];
  let shift = 0;
  for (const slot of column) {
    const { top, weight } = wishOf(slot, sides);
    let block: Block = { sum: (top - shift) * weight, weight, slots: 1 };
    for (
      let last = blocks.at(-1);
      last && last.sum * block.weight > block.sum * last.weight;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      block = {
        sum: last.sum + block.sum,
        weight: last.weight + block.weight,
        slots: last.slots + block.slots,
      };
    }
    blocks.push(block);
    shift += slot.height + gap;
  }
  let index = 0;
  shift = 0;
  for (const { sum, weight, slots } of blocks) {
    for (const slot of column.slice(index, index + slots)) {
      slot.top = sum / weight + shift;
      shift += slot.height + gap;
    }
    index += slots;
  }
}
