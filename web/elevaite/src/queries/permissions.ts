import type { Role } from "@elevaite/shared/session";

const roles: Role[] = ["viewer", "builder", "admin", "owner"];

/** The lowest role that holds each permission. What is offered follows from it; the server decides what is allowed. */
const lowestRole = {
  "agents:chat": "viewer",
  "agents:read": "viewer",
  "agents:write": "builder",
  "agents:deploy": "builder",
  "runs:read": "viewer",
  "runs:manage": "builder",
  "approvals:answer": "builder",
  "credentials:read": "builder",
  "credentials:write": "admin",
  "api_keys:read": "builder",
  "api_keys:write": "builder",
  "files:read": "viewer",
  "files:write": "builder",
  "notifications:read": "viewer",
  "notifications:write": "viewer",
  "webhooks:read": "admin",
  "webhooks:write": "admin",
  "mail:read": "admin",
  "audit:read": "admin",
  "knowledge:read": "viewer",
  "knowledge:write": "builder",
  "members:read": "viewer",
  "members:write": "admin",
  "tenant:write": "owner",
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof lowestRole;

/** A role and all that are lower, the highest first. */
export function rolesUpTo(role: Role): Role[] {
  return roles.slice(0, roles.indexOf(role) + 1).reverse();
}

/** What somebody who holds `own` can give to a key of a role. */
export function permissionsFor(role: Role, own: readonly string[]): Permission[] {
  return (Object.keys(lowestRole) as Permission[]).filter(
    (permission) => own.includes(permission) && roles.indexOf(lowestRole[permission]) <= roles.indexOf(role),
  );
}
