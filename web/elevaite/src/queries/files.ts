import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, kEngineApi, problemOf, unwrap, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";
import { authorizedFetch } from "@elevaite/shared/session";

export type File = EngineItem<"/v1/files">;

export const filesQuery = infiniteQueryOptions({
  ...cursorPaging,
  queryKey: ["files", "list"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(engine.GET("/v1/files", { params: { query: { cursor: pageParam } }, signal })),
});

export const fileUsageQuery = queryOptions({
  queryKey: ["files", "usage"],
  queryFn: ({ signal }) => unwrap(engine.GET("/v1/file-usage", { signal })),
});

export function useChangesFiles() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["files"] });
}

export function deleteFile(id: string) {
  return unwrap(engine.DELETE("/v1/files/{id}", { params: { path: { id } } }));
}

export function useDeleteFile() {
  const onSuccess = useChangesFiles();
  return useMutation({ mutationFn: deleteFile, onSuccess });
}

/** The content, for a page that shows it. */
export function fileContentQuery(id: string) {
  return queryOptions({
    queryKey: ["files", "content", id],
    queryFn: async ({ signal }) => {
      const address = `${kEngineApi}/v1/files/${encodeURIComponent(id)}/content`;
      const response = await authorizedFetch(address, { signal });
      if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
      return response.blob();
    },
    // It never changes.
    staleTime: Infinity,
    retry: false,
  });
}

/** An address that the browser can follow by itself, which knows no tokens. */
export function useFileLink() {
  return useMutation({
    mutationFn: async (id: string) => {
      const link = await unwrap(engine.POST("/v1/files/{id}/link", { params: { path: { id } }, body: {} }));
      return link.path ? `${kEngineApi}${link.path}` : link.url;
    },
  });
}
