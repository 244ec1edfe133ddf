import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { engine, kEngineApi, problemOf, unwrap, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";
import { authorizedFetch } from "@elevaite/shared/session";

import type { RunEvent } from "./run-journal";

export type Conversation = EngineItem<"/v1/conversations">;
export type StoredMessage = EngineItem<"/v1/conversations/{id}/messages">;

const kPageSize = 200;
const kEventsPageSize = 1000;

/** All keys about conversations begin with "conversations". */
export function conversationsQuery() {
  return infiniteQueryOptions({
    ...cursorPaging,
    queryKey: ["conversations", "list"],
    queryFn: ({ pageParam, signal }) =>
      unwrap(engine.GET("/v1/conversations", { params: { query: { cursor: pageParam } }, signal })),
  });
}

export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ["conversations", "one", id],
    queryFn: ({ signal }) =>
      unwrap(engine.GET("/v1/conversations/{id}", { params: { path: { id } }, signal })),
  });
}

/** The whole conversation: it is read from its beginning, and its end is what people look at. */
export function messagesQuery(id: string) {
  return queryOptions({
    queryKey: ["conversations", "messages", id],
    queryFn: async ({ signal }) => {
      const messages: StoredMessage[] = [];
      let cursor: string | undefined;
      do {
        const params = { path: { id }, query: { limit: kPageSize, cursor } };
        const page = await unwrap(engine.GET("/v1/conversations/{id}/messages", { params, signal }));
        messages.push(...page.data);
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      return messages;
    },
  });
}

/** The journal of a run that has ended, as a whole. It never changes. */
export function journalQuery(run: string) {
  return queryOptions({
    queryKey: ["runs", "journal", run],
    queryFn: async ({ signal }) => {
      const events: RunEvent[] = [];
      let after = 0;
      do {
        const address = `${kEngineApi}/v1/runs/${encodeURIComponent(run)}/events?wait=false`;
        const response = await authorizedFetch(`${address}&limit=${kEventsPageSize}&after=${after}`, {
          signal,
        });
        const page = (await response.json().catch(() => null)) as EventsPage | null;
        if (!response.ok || !page) throw problemOf(response.status, page);
        events.push(...page.data);
        after = page.next_after ?? 0;
      } while (after > 0);
      return events;
    },
    staleTime: Infinity,
  });
}

type EventsPage = { data: RunEvent[]; next_after: number | null };
/** Deletes for good. `keepalive` lets the request outlive the page. */
export function deleteConversation(id: string, keepalive: boolean): Promise<unknown> {
  return unwrap(engine.DELETE("/v1/conversations/{id}", { params: { path: { id } }, keepalive }));
}
