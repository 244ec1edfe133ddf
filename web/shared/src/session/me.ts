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

/**
 * Moves this browser to another of my tenants. The session that it had is ended: its cookie has been replaced, so
 * nobody could use it, and it would stand among my sessions for weeks.
 */
export async function moveToTenant(id: string): Promise<void> {
  const before = session.getState();
  const params = { path: { id } };
  session.adopt(await unwrap(auth.POST("/v1/tenants/{id}/switch", { params, body: { cookie: true } })));
  if (before.status !== "signed_in") return;
  const old = { path: { id: before.identity.session_id } };
  // What is left over then is in the list of sessions, where it can be ended by hand.
  await unwrap(auth.DELETE("/v1/me/sessions/{id}", { params: old })).catch(() => undefined);
}

/** Moves this browser to another of my tenants and begins there anew. */
export async function switchTenant(id: string): Promise<void> {
  await moveToTenant(id);
  window.location.replace("/");
}
