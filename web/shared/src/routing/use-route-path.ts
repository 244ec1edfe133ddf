"use client";

import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";

import { matchRoutePath, type RouteParams } from "./route-path";

const never = () => () => undefined;

/** False while the page is rendered ahead of time and in the first render in the browser, which must be the same. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

/**
 * The ids in this page's address. A page with an id in its path is exported once, for the id "_", and served for all of
 * them: only the browser knows the real one. So this is null in the first render; show the skeleton then.
 */
export function useRoutePath<Pattern extends string>(pattern: Pattern): RouteParams<Pattern> | null {
  const path = usePathname();
  return useIsHydrated() ? matchRoutePath(pattern, path) : null;
}
