"use client";

import { useSearchParams } from "next/navigation";

/** A parameter of the address as state, so that a filter survives a reload and can be sent on. "" is absent. */
export function useQueryParam(name: string): [string, (value: string) => void] {
  const value = useSearchParams().get(name) ?? "";
  const setValue = (next: string) => {
    const address = new URL(window.location.href);
    if (next) address.searchParams.set(name, next);
    else address.searchParams.delete(name);
    // Next takes part in this, and nothing is fetched: the page is the same.
    window.history.replaceState(null, "", address);
  };
  return [value, setValue];
}
