import type { Link } from "./ranks";
import type { Steps } from "./slices";

/** A place in a column: a node, or where a long edge passes. */
export type Slot = {
  /** The node, or -1 where an edge passes. */
  node: number;
  height: number;
  before: Joint[];
  after: Joint[];
  /** Its place in its column. */
  at: number;
  /** Where it would rather be in its column. */
  wanted: number;
  top: number;
};
/** What a slot is joined with in the neighbouring column; `offset` as of a link. */
export type Joint = { slot: Slot; offset: number };

const kSweeps = 12;
/** Beyond that, edges do not get room of their own any more; nobody could follow them anyway. */
const kMaxPasses = 20_000;
/** How much of a place the order of outputs counts: enough to keep "yes" above "no". */
const kOffsetShare = 1e-3;

/** Columns of slots joined from each to the next, in the order of the document. */
export function columnsOf(
  nodes: readonly number[],
  ranks: readonly number[],
  links: readonly Link[],
  heightOf: (node: number) => number,
): Slot[][] {
  const used = nodes.map((node) => ranks[node] ?? 0);
  const first = Math.min(...used);
  const columns: Slot[][] = Array.from({ length: Math.max(...used) - first + 1 }, () => []);
  const slots = new Map<number, Slot>();
  const add = (rank: number, node: number, height: number): Slot => {
    const column = columns[rank - first] ?? [];
    const slot: Slot = { node, height, before: [], after: [], at: column.length, wanted: 0, top: 0 };
    column.push(slot);
    return slot;
  };
  for (const node of nodes) slots.set(node, add(ranks[node] ?? 0, node, heightOf(node)));
  let passes = 0;
  for (const { source, target, offset } of links) {
    const end = slots.get(target);
    let from = slots.get(source);
    let out = offset;
    const [start, stop] = [ranks[source] ?? 0, ranks[target] ?? 0];
    if (!from || !end || (passes += stop - start - 1) > kMaxPasses) continue;
    for (let rank = start + 1; rank < stop; rank++) {
      const pass = add(rank, -1, 0);
      join(from, pass, out);
      [from, out] = [pass, 0];
    }
    join(from, end, out);
  }
  return columns;
}

function join(from: Slot, to: Slot, offset: number): void {
  from.after.push({ slot: to, offset });
  to.before.push({ slot: from, offset });
}

/** Puts each column into an order in which few edges cross. */
export function* orderColumns(columns: Slot[][]): Steps<void> {
  let best = columns.map((column) => [...column]);
  let fewest = crossingsIn(columns);
  for (let sweep = 0; sweep < kSweeps && fewest > 0; sweep++) {
    yield;
    const isForwards = sweep % 2 === 0;
    const order = isForwards ? columns.slice(1) : columns.slice(0, -1).reverse();
    for (const column of order) sortColumn(column, isForwards);
    const crossings = crossingsIn(columns);
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = columns.map((column) => [...column]);
  }
  for (const [index, column] of best.entries()) {
    columns[index] = column;
    for (const [at, slot] of column.entries()) slot.at = at;
  }
}

function sortColumn(column: Slot[], isForwards: boolean): void {
  for (const slot of column) {
    const joints = isForwards ? slot.before : slot.after;
    let sum = 0;
    for (const { slot: other, offset } of joints) sum += other.at + offset * kOffsetShare;
    slot.wanted = joints.length === 0 ? slot.at : sum / joints.length;
  }
  column.sort((a, b) => a.wanted - b.wanted || a.at - b.at);
  for (const [at, slot] of column.entries()) slot.at = at;
}

function crossingsIn(columns: readonly Slot[][]): number {
  return columns.reduce((sum, column) => sum + crossingsAfter(column), 0);
}

/** Counts the pairs that stand the wrong way round, with a tree of sums (Barth, Jünger and Mutzel). */
function crossingsAfter(column: readonly Slot[]): number {
  const ends: number[] = [];
  for (const { after } of column) {
    if (after.length > 1) after.sort((a, b) => a.offset - b.offset || a.slot.at - b.slot.at);
    for (const { slot } of after) ends.push(slot.at);
  }
  const size = ends.reduce((most, end) => Math.max(most, end), 0) + 2;
  const tree = new Int32Array(size + 1);
  let crossings = 0;
  for (const [seen, end] of ends.entries()) {
    let notAfter = 0;
    for (let index = end + 1; index > 0; index -= index & -index) notAfter += tree[index] ?? 0;
    crossings += seen - notAfter;
    for (let index = end + 1; index <= size; index += index & -index) tree[index] = (tree[index] ?? 0) + 1;
  }
  return crossings;
}
