import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { auth, publicAuth, unwrap, type AuthAnswer, type AuthItem } from "../api/index";

export type AuthOptions = AuthAnswer<"/v1/auth/options">;
export type AccountSession = AuthItem<"/v1/me/sessions">;

/** What this platform offers to who is not signed in; it changes only with its configuration. */
export const authOptionsQuery = queryOptions({
  queryKey: ["auth_options"],
  queryFn: ({ signal }) => unwrap(publicAuth.GET("/v1/auth/options", { signal })),
  staleTime: Infinity,
});

/** My living sessions, this one first and the others as they were last used. */
export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async ({ signal }) => {
    const { data } = await unwrap(auth.GET("/v1/me/sessions", { signal }));
    return data.toSorted((a, b) => Number(b.is_current) - Number(a.is_current));
  },
});

export function useEndSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: string[]) => {
      for (const id of ids) await unwrap(auth.DELETE("/v1/me/sessions/{id}", { params: { path: { id } } }));
    },
    // Also after a failure: some of them may have ended.
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export type PasswordChange = { current_password: string; new_password: string };

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PasswordChange) => unwrap(auth.POST("/v1/me/password", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
    meta: { showsOwnErrors: true },
  });
}
