import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { auth, unwrap, type AuthAnswer } from "@elevaite/shared/api";

export type SignInPolicy = AuthAnswer<"/v1/sign-in-policy">;

/** What the tenant asks of those who sign in to it. */
export const signInPolicyQuery = queryOptions({
  queryKey: ["sign_in_policy"],
  queryFn: ({ signal }) => unwrap(auth.GET("/v1/sign-in-policy", { signal })),
});

export function useSetSignInPolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SignInPolicy) => unwrap(auth.PUT("/v1/sign-in-policy", { body })),
    onSuccess: (policy) => client.setQueryData(signInPolicyQuery.queryKey, policy),
  });
}
