import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, kEngineApi, unwrap, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

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

export function useDeleteFile() {
  const onSuccess = useChangesFiles();
  return useMutation({
    mutationFn: (id: string) => unwrap(engine.DELETE("/v1/files/{id}", { params: { path: { id } } })),
    onSuccess,
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
