"use client";

import { useCallback, useState } from "react";

import type { RunSummary } from "@/queries/runs";

export type Selection = {
  chosen: RunSummary[];
  has: (id: string) => boolean;
  set: (run: RunSummary, isSelected: boolean) => void;
  setAll: (isSelected: boolean) => void;
  /** As a checkbox over all of them shows it. */
  state: boolean | "indeterminate";
};

/** Which of the shown runs are chosen. What leaves the list is no longer chosen. */
export function useSelection(runs: RunSummary[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const set = useCallback((run: RunSummary, isSelected: boolean) => {
    setIds((before) => {
      const next = new Set(before);
      if (isSelected) next.add(run.id);
      else next.delete(run.id);
      return next;
    });
  }, []);
  const chosen = runs.filter(({ id }) => ids.has(id));
  return {
    chosen,
    has: (id) => ids.has(id),
    set,
    setAll: (isSelected) => setIds(new Set(isSelected ? runs.map(({ id }) => id) : [])),
    state: chosen.length === 0 ? false : chosen.length === runs.length || "indeterminate",
  };
}
