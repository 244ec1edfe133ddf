"use client";

import { useQuery } from "@tanstack/react-query";

import { meQuery } from "./me";

/** Whether I may do this, as in "agents:write". False until it is known: better a late button than one that fails. */
export function usePermission(permission: string): boolean {
  const { data } = useQuery(meQuery);
  return data?.permissions.includes(permission) ?? false;
}
