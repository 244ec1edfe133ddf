import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, unwrap, type EngineItem } from "@elevaite/shared/api";

export type CredentialChoice = EngineItem<"/v1/credentials">;
export type CredentialField = {
  name: string;
  title: string;
  secret: boolean;
  required: boolean;
  type: string;
  help?: string;
};
export type CredentialForm = { kind: string; title: string; icon: string; fields: CredentialField[] };

const kPageSize = 200;
const kPages = 5;

/** All credentials by name, for pickers. Keys begin with "credentials", as those of their page do. */
export const credentialChoicesQuery = queryOptions({
  queryKey: ["credentials", "choices"],
  queryFn: async ({ signal }): Promise<CredentialChoice[]> => {
    const found: CredentialChoice[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < kPages; page++) {
      const query = { limit: kPageSize, cursor };
      const { data, next_cursor } = await unwrap(
        engine.GET("/v1/credentials", { params: { query }, signal }),
      );
      found.push(...data);
      if (!next_cursor) break;
      cursor = next_cursor;
    }
    return found;
  },
});

export const credentialFormsQuery = queryOptions({
  queryKey: ["credential-kinds", "forms"],
  queryFn: async ({ signal }) => {
    const { data } = await unwrap(engine.GET("/v1/credential-kinds", { signal }));
    return data as unknown as CredentialForm[];
  },
  staleTime: Infinity,
});

export type NewCredential = { name: string; kind: string; fields: Record<string, string | number> };

export function useStoreCredential() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewCredential) => {
      const { fields, ...rest } = body;
      return unwrap(engine.POST("/v1/credentials", { body: { ...rest, fields: fields as never } }));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["credentials"] }),
    meta: { showsOwnErrors: true },
  });
}
