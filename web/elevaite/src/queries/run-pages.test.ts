import { expect, test } from "vitest";

import { entriesOfMerged, readMergedPage, type MergedPage, type Position } from "./run-pages";

type Item = { id: string };

/** An engine with these lists, newest first, in pages of two. */
function engineOf(lists: Record<string, string[]>) {
  let reads = 0;
  const read = (name: string, cursor: string | undefined) => {
    reads++;
    const from = cursor ? Number(cursor) : 0;
    const data = (lists[name] ?? []).slice(from, from + 2).map((id) => ({ id }));
    const isMore = from + 2 < (lists[name]?.length ?? 0);
    return Promise.resolve({ data, next_cursor: isMore ? String(from + 2) : null });
  };
  return { read, reads: () => reads };
}

async function readAll(lists: Record<string, string[]>) {
  const engine = engineOf(lists);
  const pages: MergedPage<Item>[] = [];
  let position: Position<Item> | undefined;
  do {
    const page = await readMergedPage<Item>(Object.keys(lists), position, engine.read);
    pages.push(page);
    position = page.next ?? undefined;
  } while (position && pages.length < 20);
  return { pages, reads: engine.reads(), ids: entriesOfMerged(pages).map(({ id }) => id) };
}

test("two lists become one, newest first, over all pages", async () => {
  const { ids } = await readAll({ failed: ["9", "5", "4", "1"], waiting: ["8", "7", "6", "3", "2"] });
  expect(ids).toEqual(["9", "8", "7", "6", "5", "4", "3", "2", "1"]);
});

test("no entry is shown before a newer one that is still to be read", async () => {
  const { pages } = await readAll({ failed: ["9", "2"], waiting: ["8", "7", "6", "5"] });
  expect(pages[0]?.data.map(({ id }) => id)).toEqual(["9", "8", "7"]);
});

test("a list of few entries is not read again while it has some left", async () => {
  const { reads } = await readAll({ failed: ["1"], waiting: ["9", "8", "7", "6", "5"] });
  expect(reads).toBe(4);
});

test("one list, or none with anything in it", async () => {
  expect((await readAll({ all: ["3", "2", "1"] })).ids).toEqual(["3", "2", "1"]);
  expect(await readAll({ failed: [], waiting: [] })).toMatchObject({ ids: [], reads: 2 });
});

test("empty pages in between are passed over", async () => {
  const answers = [
    { data: [], next_cursor: "a" },
    { data: [{ id: "1" }], next_cursor: null },
  ];
  const page = await readMergedPage<Item>(["all"], undefined, () =>
    Promise.resolve(answers.shift() ?? { data: [], next_cursor: null }),
  );
  expect(page).toEqual({ data: [{ id: "1" }], next: null });
});
