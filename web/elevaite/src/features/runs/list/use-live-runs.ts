"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import type { RunFilter } from "@/queries/run-filter";
import { newestRunsQuery, showNewestRuns, updateListedRuns, type RunSummary } from "@/queries/runs";

type LiveRuns = { newCount: number; isMore: boolean; showNew: () => void };

/** Keeps the shown runs true, and counts those that came since without moving anything under the reader's hand. */
export function useLiveRuns(filter: RunFilter, shown: RunSummary[] | null): LiveRuns {
  const client = useQueryClient();
  const { data } = useQuery({ ...newestRunsQuery(client, filter), enabled: shown !== null });
  const page = data?.page;
  const top = shown?.[0]?.id ?? "";
  const newer = page?.data.filter(({ id }) => id > top) ?? [];
  const isEmpty = shown?.length === 0;

  useEffect(() => {
    if (data) updateListedRuns(client, filter, data.changed);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the filter is new in each render, but only data matters
  }, [client, data]);

  // Where there is nothing yet, nothing can be moved.
  useEffect(() => {
    if (page && isEmpty && page.data.length > 0) showNewestRuns(client, filter, page);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as above
  }, [client, page, isEmpty]);

  return {
    newCount: isEmpty ? 0 : newer.length,
    isMore:
      page !== undefined &&
      newer.length > 0 &&
      newer.length === page.data.length &&
      page.next_cursor !== null,
    showNew: () => {
      if (page) showNewestRuns(client, filter, page);
    },
  };
}
