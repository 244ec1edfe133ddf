"use client";

import { useQuery } from "@tanstack/react-query";

import { meQuery, useSession } from "@elevaite/shared/session";

import { destinations, type Destination } from "./navigation";

/** Where I can go. Until it is known, everything stands there: most people may see all of it. */
export function useDestinations(): Destination[] {
  const isSignedIn = useSession().status === "signed_in";
  const { data: me } = useQuery({ ...meQuery, enabled: isSignedIn });
  if (!me) return destinations;
  return destinations.filter(({ permission }) => !permission || me.permissions.includes(permission));
}
