"use client";

import { useQuery } from "@tanstack/react-query";

import { meQuery, useSession } from "@elevaite/shared/session";

import { unreadCountQuery } from "@/queries/notifications";

/** Whether there is somebody who may be told. The shell stands before that is known, and asks nothing until then. */
export function useMayHear(): boolean {
  const isSignedIn = useSession().status === "signed_in";
  const { data: me } = useQuery({ ...meQuery, enabled: isSignedIn });
  return isSignedIn && (me?.permissions.includes("notifications:read") ?? false);
}

/** How many notifications were not read; 0 until it is known. */
export function useUnread(): number {
  const enabled = useMayHear();
  return useQuery({ ...unreadCountQuery, enabled }).data ?? 0;
}
