"use client";

import { useRef, type RefObject } from "react";

import { useHotkeys } from "@elevaite/shared/hotkeys";

import type { RunSummary } from "@/queries/runs";

import { focusRow } from "../focus-row";
import { kRunRowHeight } from "./run-row";
import type { Selection } from "./use-selection";

/** j and k go from row to row, x chooses the row, Enter opens it, since it is its link that has the focus. */
export function useRowKeys(
  body: RefObject<HTMLElement | null>,
  runs: RunSummary[],
  selection: Selection | null,
): void {
  const last = useRef(-1);

  const focusedIndex = () => {
    const row = document.activeElement?.closest<HTMLElement>("[data-run]");
    return row ? runs.findIndex(({ id }) => id === row.dataset.run) : -1;
  };
  const move = (by: number) => {
    const at = focusedIndex();
    const index = Math.min(Math.max((at >= 0 ? at : last.current) + by, 0), runs.length - 1);
    last.current = index;
    const selector = `[data-run="${runs[index]?.id}"] .row-link`;
    focusRow(body.current, index, kRunRowHeight, () => body.current?.querySelector<HTMLElement>(selector));
  };
  useHotkeys(
    {
      j: () => move(1),
      k: () => move(-1),
      x: () => {
        const run = runs[focusedIndex()];
        if (run && selection) selection.set(run, !selection.has(run.id));
      },
    },
    runs.length > 0,
  );
}
