import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { auth, unwrap, type AuthAnswer } from "@elevaite/shared/api";
import { meQuery, tenantsQuery } from "@elevaite/shared/session";

export type Tenant = AuthAnswer<"/v1/tenant">;

/** The tenant in which I am working. */
export const tenantQuery = queryOptions({
  queryKey: ["tenant"],
  queryFn: ({ signal }) => unwrap(auth.GET("/v1/tenant", { signal })),
});

function useTenantMutation<Given>(mutationFn: (given: Given) => Promise<Tenant>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: async (tenant) => {
      client.setQueryData(tenantQuery.queryKey, tenant);
      // Its name stands in both.
      await Promise.all([
        client.invalidateQueries({ queryKey: meQuery.queryKey }),
        client.invalidateQueries({ queryKey: tenantsQuery.queryKey }),
      ]);
    },
    meta: { showsOwnErrors: true },
  });
}

export const useRenameTenant = () =>
  useTenantMutation((name: string) => unwrap(auth.PATCH("/v1/tenant", { body: { name } })));

export const useEndTenant = () =>
  useTenantMutation((body: { name: string; password: string; code: string }) =>
    unwrap(auth.POST("/v1/tenant/end", { body })),
  );

export const useKeepTenant = () => useTenantMutation(() => unwrap(auth.POST("/v1/tenant/keep")));
