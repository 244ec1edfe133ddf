import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, unwrap, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

export type Credential = Omit<EngineItem<"/v1/credentials">, "fields"> & { fields: FieldValues };
export type FieldValues = Record<string, string | number>;
export type CredentialField = {
  name: string;
  title: string;
  secret: boolean;
  required: boolean;
  type: "string" | "integer";
  format?: string;
  help?: string;
};
export type CredentialKind = { kind: string; title: string; icon: string; fields: CredentialField[] };

// The document says of the fields only that they are an object: their names depend on the kind.
type Body = { fields: never };
const bodyOf = (fields: FieldValues) => ({ fields }) as unknown as Body;

export const credentialsQuery = infiniteQueryOptions({
  ...cursorPaging,
  queryKey: ["credentials", "list"],
  queryFn: async ({ pageParam, signal }) => {
    const query = { cursor: pageParam };
    const page = await unwrap(engine.GET("/v1/credentials", { params: { query }, signal }));
    return page as Omit<typeof page, "data"> & { data: Credential[] };
  },
});

const kChoicePageSize = 200;
const kChoicePages = 5;

/** All credentials by name, for pickers. */
export const credentialChoicesQuery = queryOptions({
  queryKey: ["credentials", "choices"],
  queryFn: async ({ signal }): Promise<Credential[]> => {
    const found: Credential[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < kChoicePages; page++) {
      const query = { limit: kChoicePageSize, cursor };
      const { data, next_cursor } = await unwrap(
        engine.GET("/v1/credentials", { params: { query }, signal }),
      );
      found.push(...(data as Credential[]));
      if (!next_cursor) break;
      cursor = next_cursor;
    }
    return found;
  },
});

/** The kinds and their fields, which draw the forms; they change only with the program. */
export const credentialKindsQuery = queryOptions({
  queryKey: ["credential-kinds", "all"],
  queryFn: async ({ signal }) => {
    const { data } = await unwrap(engine.GET("/v1/credential-kinds", { signal }));
    return data as unknown as CredentialKind[];
  },
  staleTime: Infinity,
});

function useChangesCredentials() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["credentials"] });
}

export type NewCredential = { name: string; kind: string; fields: FieldValues };

export function useCreateCredential() {
  const onSuccess = useChangesCredentials();
  return useMutation({
    mutationFn: ({ name, kind, fields }: NewCredential) =>
      unwrap(engine.POST("/v1/credentials", { body: { name, kind, ...bodyOf(fields) } })),
    onSuccess,
    meta: { showsOwnErrors: true },
  });
}

/** `fields` takes the place of all stored values, the secret ones too. */
export type CredentialChange = { id: string; name: string; fields?: FieldValues | undefined };

export function useChangeCredential() {
  const onSuccess = useChangesCredentials();
  return useMutation({
    mutationFn: ({ id, name, fields }: CredentialChange) =>
      unwrap(
        engine.PATCH("/v1/credentials/{id}", {
          params: { path: { id } },
          body: { name, ...(fields ? bodyOf(fields) : {}) },
        }),
      ),
    onSuccess,
    meta: { showsOwnErrors: true },
  });
}

export function useDeleteCredential() {
  const onSuccess = useChangesCredentials();
  return useMutation({
    mutationFn: (id: string) => unwrap(engine.DELETE("/v1/credentials/{id}", { params: { path: { id } } })),
    onSuccess,
  });
}
