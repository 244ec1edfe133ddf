import type { InfiniteData } from "@tanstack/react-query";

export type PageOf<Item> = { data: Item[]; next_cursor: string | null };

/** How our lists go on: spread it into infiniteQueryOptions. */
export const cursorPaging = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor ?? undefined,
};

/** All entries that have been loaded so far, as one list. */
export function entriesOf<Item>(pages: InfiniteData<PageOf<Item>, unknown>): Item[] {
  return pages.pages.flatMap((page) => page.data);
}
