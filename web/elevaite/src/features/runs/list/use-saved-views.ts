"use client";

import { useMemo, useSyncExternalStore } from "react";

import { useSession } from "@elevaite/shared/session";

import { parseViews, viewsKey, type SavedView } from "./saved-views";

const watchers = new Set<() => void>();

function subscribe(watcher: () => void) {
  watchers.add(watcher);
  // Another tab has changed them.
  window.addEventListener("storage", watcher);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener("storage", watcher);
  };
}

/** The views of this user in this tenant, and a way to change them. */
export function useSavedViews(): [SavedView[], (views: SavedView[]) => void] {
  const session = useSession();
  const key =
    session.status === "signed_in" ? viewsKey(session.identity.user_id, session.identity.tenant_id) : null;
  const kept = useSyncExternalStore(
    subscribe,
    () => (key ? localStorage.getItem(key) : null),
    () => null,
  );
  const views = useMemo(() => parseViews(kept), [kept]);
  const setViews = (next: SavedView[]) => {
    if (!key) return;
    localStorage.setItem(key, JSON.stringify(next));
    for (const watcher of watchers) watcher();
  };
  return [views, setViews];
}
