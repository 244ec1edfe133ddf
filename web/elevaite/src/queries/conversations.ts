import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
  type InfiniteData,
} from "@tanstack/react-query";

import { engine, kEngineApi, problemOf, unwrap, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging, type PageOf } from "@elevaite/shared/query";
import { authorizedFetch } from "@elevaite/shared/session";

import type { RunEvent } from "./run-journal";

export type Conversation = EngineItem<"/v1/conversations">;
export type StoredMessage = EngineItem<"/v1/conversations/{id}/messages">;

const kPageSize = 200;
const kEventsPageSize = 1000;

/** All keys about conversations begin with "conversations". */
export function conversationsQuery(search = "") {
  return infiniteQueryOptions({
    ...cursorPaging,
    queryKey: ["conversations", "list", search],
    queryFn: ({ pageParam, signal }) => {
      const query = { cursor: pageParam, search: search || undefined };
      return unwrap(engine.GET("/v1/conversations", { params: { query }, signal }));
    },
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

export type NewTitle = { id: string; title: string };

/** The new title is shown at once, in every list; it goes back when the server refuses it. */
export function useRenameConversation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, title }: NewTitle) =>
      unwrap(engine.PATCH("/v1/conversations/{id}", { params: { path: { id } }, body: { title } })),
    onMutate: ({ id, title }) => {
      client.setQueryData(conversationQuery(id).queryKey, (one) => (one ? { ...one, title } : one));
      client.setQueriesData<ConversationList>({ queryKey: ["conversations", "list"] }, (list) => {
        if (!list) return list;
        const renamed = (entry: Conversation) => (entry.id === id ? { ...entry, title } : entry);
        return { ...list, pages: list.pages.map((page) => ({ ...page, data: page.data.map(renamed) })) };
      });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["conversations"] }),
  });
}

type ConversationList = InfiniteData<PageOf<Conversation>>;
