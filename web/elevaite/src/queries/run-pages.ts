/**
 * The engine lists the runs of one status or of all. For two or more statuses, several of its lists are read side by
 * side and merged: ids grow with time, so the newest entry is the one with the greatest id.
 */
export type Entry = { id: string };
export type EnginePage<Item> = { data: Item[]; next_cursor: string | null };

type Lane<Item> = { cursor: string | null | undefined; left: Item[] };
/** Where the next page begins: for each list its cursor and what was read of it but not shown yet. */
export type Position<Item> = Record<string, Lane<Item>>;
export type MergedPage<Item> = { data: Item[]; next: Position<Item> | null };

/** An empty page may still have a next one; so many in a row are skipped at once. */
const kEmptyPages = 5;

async function refill<Item>(
  lane: Lane<Item>,
  read: (cursor: string | undefined) => Promise<EnginePage<Item>>,
): Promise<Lane<Item>> {
  let { cursor, left } = lane;
  for (let tries = 0; tries < kEmptyPages && left.length === 0 && cursor !== null; tries++) {
    const page = await read(cursor);
    left = page.data;
    cursor = page.next_cursor;
  }
  return { cursor, left };
}

export async function readMergedPage<Item extends Entry>(
  names: string[],
  position: Position<Item> | undefined,
  read: (name: string, cursor: string | undefined) => Promise<EnginePage<Item>>,
): Promise<MergedPage<Item>> {
  const lanes = await Promise.all(
    names.map((name) =>
      refill(position?.[name] ?? { cursor: undefined, left: [] }, (cursor) => read(name, cursor)),
    ),
  );
  // What is older than the end of a list that goes on must wait: the list may have something newer.
  const floor = lanes.reduce((newest, { cursor, left }) => {
    const end = cursor === null ? "" : (left.at(-1)?.id ?? "\uffff");
    return end > newest ? end : newest;
  }, "");
  const data: Item[] = [];
  const next: Position<Item> = {};
  for (const [index, { cursor, left }] of lanes.entries()) {
    const shown = left.filter(({ id }) => id >= floor);
    data.push(...shown);
    next[names[index] ?? ""] = { cursor, left: left.slice(shown.length) };
  }
  data.sort((a, b) => (a.id < b.id ? 1 : -1));
  const hasMore = Object.values(next).some(({ cursor, left }) => cursor !== null || left.length > 0);
  return { data, next: hasMore ? next : null };
}

/** All entries so far, each once: one that changed its status while we read may stand in two lists. */
export function entriesOfMerged<Item extends Entry>(pages: MergedPage<Item>[]): Item[] {
  return [...new Map(pages.flatMap(({ data }) => data).map((entry) => [entry.id, entry])).values()];
}
