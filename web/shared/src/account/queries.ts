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

export type Identity = AuthAnswer<"/v1/me/identities">["data"][number];

/** How I may sign in. */
export const identitiesQuery = queryOptions({
  queryKey: ["identities"],
  queryFn: ({ signal }) => unwrap(auth.GET("/v1/me/identities", { signal })),
});

/** Leaves for the provider; the browser comes back to this page, or to what the provider's answer means. */
export function useConnectIdentity() {
  return useMutation({
    mutationFn: async (provider: string) => {
      const body = { provider, return_to: window.location.href };
      const { authorization_url } = await unwrap(auth.POST("/v1/me/identities", { body }));
      window.location.assign(authorization_url);
    },
  });
}

export function useDisconnectIdentity() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(auth.DELETE("/v1/me/identities/{id}", { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: identitiesQuery.queryKey }),
  });
}

/** Whether I have a second factor. */
export const secondFactorQuery = queryOptions({
  queryKey: ["second_factor"],
  queryFn: ({ signal }) => unwrap(auth.GET("/v1/me/second-factor", { signal })),
});

type StepUp = { password: string; code: string };

function useSecondFactorMutation<Answer, Given>(mutationFn: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: secondFactorQuery.queryKey }),
    meta: { showsOwnErrors: true },
  });
}

export const useBeginSecondFactor = () =>
  useSecondFactorMutation((body: StepUp) => unwrap(auth.POST("/v1/me/second-factor", { body })));

export const useConfirmSecondFactor = () =>
  useSecondFactorMutation((code: string) =>
    unwrap(auth.POST("/v1/me/second-factor/confirm", { body: { code } })),
  );

export const useRenewRecoveryCodes = () =>
  useSecondFactorMutation((body: StepUp) =>
    unwrap(auth.POST("/v1/me/second-factor/recovery-codes", { body })),
  );

export const useRemoveSecondFactor = () =>
  useSecondFactorMutation((body: StepUp) => unwrap(auth.POST("/v1/me/second-factor/remove", { body })));

export type PasswordChange = { current_password: string; new_password: string };

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PasswordChange) => unwrap(auth.POST("/v1/me/password", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
    meta: { showsOwnErrors: true },
  });
}
