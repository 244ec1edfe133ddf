import { queryOptions } from "@tanstack/react-query";

import { auth } from "../api/clients";
import type { AuthAnswer, AuthItem } from "../api/types";
import { unwrap } from "../api/unwrap";
import { session } from "./browser-session";

export type Me = AuthAnswer<"/v1/me">;
export type Tenant = AuthItem<"/v1/tenants">;
export type Role = Tenant["role"];

/** Who I am, in which tenant, and what I may do there. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => unwrap(auth.GET("/v1/me", { signal })),
  staleTime: 5 * 60_000,
});

/** The tenants that I am a member of. */
export const tenantsQuery = queryOptions({
  queryKey: ["tenants"],
  queryFn: async ({ signal }) => (await unwrap(auth.GET("/v1/tenants", { signal }))).data,
  staleTime: 5 * 60_000,
});

/** Moves this browser to another of my tenants and begins there anew. */
export async function switchTenant(id: string): Promise<void> {
  const params = { path: { id } };
  session.adopt(await unwrap(auth.POST("/v1/tenants/{id}/switch", { params, body: { cookie: true } })));
  window.location.replace("/");
}
