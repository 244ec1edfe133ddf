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

export type ConversationMessages = { head: string | null; messages: StoredMessage[] };

type MessagesPage = { data: StoredMessage[]; next_cursor: string | null };

async function readMessages(read: (cursor: string | undefined) => Promise<MessagesPage>) {
  const messages: StoredMessage[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    messages.push(...page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return messages;
}

/**
 * The whole conversation, with all its branches: it is read from its beginning, and its end is what people look at. The
 * head is read first, so that the messages hold it.
 */
export function messagesQuery(id: string) {
  return queryOptions({
    queryKey: ["conversations", "messages", id],
    queryFn: async ({ signal }): Promise<ConversationMessages> => {
      const path = { id };
      const { head_id: head } = await unwrap(
        engine.GET("/v1/conversations/{id}", { params: { path }, signal }),
      );
      const messages = await readMessages((cursor) => {
        const query = { limit: kPageSize, cursor, branches: "all" as const };
        return unwrap(engine.GET("/v1/conversations/{id}/messages", { params: { path, query }, signal }));
      });
      return { head, messages };
    },
  });
}

/** What somebody has shared by a link, with what it showed then. */
export function sharedConversationQuery(id: string) {
  return queryOptions({
    queryKey: ["conversations", "shared", id],
    queryFn: async ({ signal }) => {
      const path = { id };
      const conversation = await unwrap(
        engine.GET("/v1/shared-conversations/{id}", { params: { path }, signal }),
      );
      const messages = await readMessages((cursor) => {
        const query = { limit: kPageSize, cursor };
        return unwrap(
          engine.GET("/v1/shared-conversations/{id}/messages", { params: { path, query }, signal }),
        );
      });
      return { conversation, messages };
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

const kFollowMilliseconds = 2_000;
const kEnd = /^run_(succeeded|failed|cancelled)$/;

/** The same of a run that goes on while nobody waits for it: looked at until it has ended. */
export function followedJournalQuery(run: string) {
  const { queryFn } = journalQuery(run);
  return queryOptions({
    queryKey: ["runs", "followed", run],
    queryFn,
    refetchInterval: ({ state }) => (kEnd.test(state.data?.at(-1)?.type ?? "") ? false : kFollowMilliseconds),
  });
}

type EventsPage = { data: RunEvent[]; next_after: number | null };
/** Deletes for good. `keepalive` lets the request outlive the page. */
export function deleteConversation(id: string, keepalive: boolean): Promise<unknown> {
  return unwrap(engine.DELETE("/v1/conversations/{id}", { params: { path: { id } }, keepalive }));
}

/** Stops the answer of a run in one's own conversation. */
export function stopAnswer(conversation: string, run: string, reason: string): Promise<unknown> {
  const params = { path: { id: conversation } };
  const body = { run_id: run, reason };
  return unwrap(engine.POST("/v1/conversations/{id}/stop", { params, body }));
}

/** Shows the branch that ends with this answer. */
export function useShowBranch(conversation: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (head: string) => {
      const params = { path: { id: conversation } };
      return unwrap(engine.PATCH("/v1/conversations/{id}", { params, body: { head_id: head } }));
    },
    onMutate: (head) => {
      client.setQueryData(messagesQuery(conversation).queryKey, (known) =>
        known ? { ...known, head } : known,
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["conversations"] }),
  });
}

export type Feedback = NonNullable<StoredMessage["feedback"]>;

/** What one thinks of an answer, shown at once; null takes it back. */
export function useRateAnswer(conversation: string, message: string) {
  const client = useQueryClient();
  const path = { id: conversation, message_id: message };
  return useMutation({
    mutationFn: (feedback: Feedback | null): Promise<unknown> => {
      const address = "/v1/conversations/{id}/messages/{message_id}/feedback";
      if (!feedback) return unwrap(engine.DELETE(address, { params: { path } }));
      return unwrap(engine.PUT(address, { params: { path }, body: feedback }));
    },
    onMutate: (feedback) => {
      client.setQueryData(messagesQuery(conversation).queryKey, (known) => {
        if (!known) return known;
        const rated = (entry: StoredMessage) => (entry.id === message ? { ...entry, feedback } : entry);
        return { ...known, messages: known.messages.map(rated) };
      });
    },
    onSettled: () => client.invalidateQueries({ queryKey: messagesQuery(conversation).queryKey }),
  });
}

/** Gives the conversation a link, or lets it show what the conversation shows now; or takes it back. */
export function useShareConversation(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isShared: boolean): Promise<Conversation | undefined> => {
      const params = { path: { id } };
      if (isShared) return unwrap(engine.PUT("/v1/conversations/{id}/share", { params }));
      return unwrap(engine.DELETE("/v1/conversations/{id}/share", { params })).then(() => undefined);
    },
    onSuccess: (shared) => {
      client.setQueryData(conversationQuery(id).queryKey, (known) =>
        known ? (shared ?? { ...known, share: null }) : known,
      );
    },
  });
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
