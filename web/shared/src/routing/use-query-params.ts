"use client";

import { useSearchParams, type ReadonlyURLSearchParams } from "next/navigation";

/** What becomes of parameters: a value, or absent with "" or null. Others stay as they are. */
export type ParamChanges = Record<string, string | null>;

/** Several parameters of the address as state, changed together. */
export function useQueryParams(): [ReadonlyURLSearchParams, (changes: ParamChanges) => void] {
  const params = useSearchParams();
  const setParams = (changes: ParamChanges) => {
    const address = new URL(window.location.href);
    for (const [name, value] of Object.entries(changes)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    window.history.replaceState(null, "", address);
  };
  return [params, setParams];
}
