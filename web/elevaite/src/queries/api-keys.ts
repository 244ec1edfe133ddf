import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { auth, unwrap, type AuthAnswer, type AuthItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";
import type { Role } from "@elevaite/shared/session";

export type ApiKey = AuthItem<"/v1/api-keys">;
/** The only answer that holds the secret. It is in no cache. */
export type CreatedApiKey = AuthAnswer<"/v1/api-keys", "post">;

export const apiKeysQuery = infiniteQueryOptions({
  ...cursorPaging,
  queryKey: ["api-keys", "list"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(auth.GET("/v1/api-keys", { params: { query: { cursor: pageParam } }, signal })),
});

export type NewApiKey = {
  name: string;
  role: Role;
  scopes: string[];
  expires_at?: string;
  allowed_addresses: string[];
};

export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewApiKey) => unwrap(auth.POST("/v1/api-keys", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }),
    meta: { showsOwnErrors: true },
    gcTime: 0,
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(auth.DELETE("/v1/api-keys/{id}", { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }),
  });
}

export type ApiKeyChange = { id: string; name: string; allowed_addresses: string[] };

export function useUpdateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: ApiKeyChange) =>
      unwrap(auth.PATCH("/v1/api-keys/{id}", { params: { path: { id } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }),
    meta: { showsOwnErrors: true },
  });
}

export type Rotation = { id: string; overlap_seconds: number };

export function useRotateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, overlap_seconds }: Rotation): Promise<CreatedApiKey> =>
      unwrap(auth.POST("/v1/api-keys/{id}/rotate", { params: { path: { id } }, body: { overlap_seconds } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }),
    meta: { showsOwnErrors: true },
    gcTime: 0,
  });
}
