/** An edge between nodes by their index; `offset` is how far below the node's middle line its output is. */
export type Link = { source: number; target: number; offset: number };

/** The links without those that would close a circle: a file may hold what the canvas would not let anybody draw. */
export function withoutCircles(count: number, links: readonly Link[]): Link[] {
  const outgoing = groupBySource(count, links);
  const state = new Uint8Array(count);
  const kept: Link[] = [];
  for (let root = 0; root < count; root++) {
    if (state[root] !== 0) continue;
    const open = [{ node: root, next: 0 }];
    state[root] = 1;
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const link = outgoing[top.node]?.[top.next++];
      if (!link) {
        state[top.node] = 2;
        open.pop();
      } else if (state[link.target] !== 1) {
        kept.push(link);
        if (state[link.target] === 0) {
          state[link.target] = 1;
          open.push({ node: link.target, next: 0 });
        }
      }
    }
  }
  return kept;
}

export function groupBySource(count: number, links: readonly Link[]): Link[][] {
  const groups: Link[][] = Array.from({ length: count }, () => []);
  for (const link of links) groups[link.source]?.push(link);
  return groups;
}

/** The column of each node: right of all that lead to it, and what begins stands directly before what follows. */
export function ranksOf(count: number, links: readonly Link[]): number[] {
  const outgoing = groupBySource(count, links);
  const missing = new Int32Array(count);
  for (const { target } of links) missing[target] = (missing[target] ?? 0) + 1;
  const begins = Array.from(missing, (number) => number === 0);
  const ranks = new Array<number>(count).fill(0);
  const ready = [...ranks.keys()].filter((node) => begins[node]);
  // It grows while it is walked.
  for (const node of ready) {
    for (const { target } of outgoing[node] ?? []) {
      ranks[target] = Math.max(ranks[target] ?? 0, (ranks[node] ?? 0) + 1);
      const left = (missing[target] ?? 0) - 1;
      missing[target] = left;
      if (left === 0) ready.push(target);
    }
  }
  for (const node of ready) {
    const after = outgoing[node] ?? [];
    if (!begins[node] || after.length === 0) continue;
    ranks[node] = Math.min(...after.map(({ target }) => ranks[target] ?? 0)) - 1;
  }
  return ranks;
}

/** The nodes that hang together, each part in the order of the document. */
export function partsOf(count: number, links: readonly Link[]): number[][] {
  const parents = Array.from({ length: count }, (_, node) => node);
  const rootOf = (node: number): number => {
    let root = node;
    while (parents[root] !== root) root = parents[root] ?? root;
    parents[node] = root;
    return root;
  };
  for (const { source, target } of links) {
    const [a, b] = [rootOf(source), rootOf(target)];
    parents[Math.max(a, b)] = Math.min(a, b);
  }
  const parts = new Map<number, number[]>();
  for (let node = 0; node < count; node++) {
    const root = rootOf(node);
    const part = parts.get(root);
    if (part) part.push(node);
    else parts.set(root, [node]);
  }
  return [...parts.values()];
}
