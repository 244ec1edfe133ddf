import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, unwrap, type EngineAnswer, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging, entriesOf } from "@elevaite/shared/query";

export type Collection = EngineItem<"/v1/collections">;
export type Document = EngineItem<"/v1/collections/{id}/documents">;
export type Chunk = EngineItem<"/v1/documents/{id}/chunks">;
export type Passage = EngineAnswer<"/v1/knowledge/search", "post">["data"][number];

const kRefreshMilliseconds = 1_500;
const kFoundAtMost = 10;

/** Whether a job is still to make it, or to make it anew. */
export function isBeingMade({ status }: Document): boolean {
  return status !== "ready" && status !== "failed";
}

/** All keys about collections, documents and their passages begin with "knowledge". */
export const collectionsQuery = queryOptions({
  queryKey: ["knowledge", "collections"],
  queryFn: async ({ signal }) => (await unwrap(engine.GET("/v1/collections", { signal }))).data,
});

export function collectionQuery(id: string) {
  return queryOptions({
    queryKey: ["knowledge", "collection", id],
    queryFn: ({ signal }) => unwrap(engine.GET("/v1/collections/{id}", { params: { path: { id } }, signal })),
  });
}

/** The documents of a collection; asked for again as long as one of them is under way. */
export function documentsQuery(id: string) {
  return infiniteQueryOptions({
    ...cursorPaging,
    queryKey: ["knowledge", "documents", id],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        engine.GET("/v1/collections/{id}/documents", {
          params: { path: { id }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data && entriesOf(state.data).some(isBeingMade) ? kRefreshMilliseconds : false,
  });
}

export function chunksQuery(id: string) {
  return infiniteQueryOptions({
    ...cursorPaging,
    queryKey: ["knowledge", "chunks", id],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        engine.GET("/v1/documents/{id}/chunks", {
          params: { path: { id }, query: { cursor: pageParam } },
          signal,
        }),
      ),
  });
}

/** What changes collections or documents; everything that shows them is asked for again. */
function useKnowledgeChange<Variables, Answer>(
  change: (variables: Variables) => Promise<Answer>,
  { showsOwnErrors = false } = {},
) {
  const onSuccess = useChangesKnowledge();
  return useMutation({ mutationFn: change, onSuccess, meta: { showsOwnErrors } });
}

export function useChangesKnowledge() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["knowledge"] });
}

export type CollectionDetails = { name: string; description: string };

/** Makes a collection, or gives the one with an id another name and description. */
export function useSaveCollection(id: string | null) {
  return useKnowledgeChange(
    (body: CollectionDetails) =>
      unwrap(
        id === null
          ? engine.POST("/v1/collections", { body })
          : engine.PATCH("/v1/collections/{id}", { params: { path: { id } }, body }),
      ),
    { showsOwnErrors: true },
  );
}

export function useDeleteCollection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(engine.DELETE("/v1/collections/{id}", { params: { path: { id } } })),
    // Not the collection itself: its page would say that there is none before it is left.
    onSuccess: () => client.invalidateQueries({ queryKey: collectionsQuery.queryKey }),
  });
}

export type NewDocument = { file_id: string } | { text: string; name: string };

export function bringDocument(collection: string, body: NewDocument): Promise<Document> {
  return unwrap(
    engine.POST("/v1/collections/{id}/documents", { params: { path: { id: collection } }, body }),
  );
}

export function usePasteDocument(collection: string) {
  return useKnowledgeChange((body: { text: string; name: string }) => bringDocument(collection, body), {
    showsOwnErrors: true,
  });
}

export function useDeleteDocument() {
  return useKnowledgeChange((id: string) =>
    unwrap(engine.DELETE("/v1/documents/{id}", { params: { path: { id } } })),
  );
}

export function useRemakeDocument() {
  return useKnowledgeChange((id: string) =>
    unwrap(engine.POST("/v1/documents/{id}/remake", { params: { path: { id } } })),
  );
}

/** A search is asked for, not kept: the documents may be others the next time. */
export function useSearchCollection(collection: string) {
  return useMutation({
    mutationFn: async (query: string): Promise<Passage[]> => {
      const body = { query, collections: [collection], limit: kFoundAtMost };
      return (await unwrap(engine.POST("/v1/knowledge/search", { body }))).data;
    },
    meta: { showsOwnErrors: true },
  });
}
