"use client";

import { formatDuration, formatElapsed } from "@elevaite/shared/format";

import { isActive } from "@/queries/run-filter";
import type { RunSummary } from "@/queries/runs";

import { useNow } from "./use-now";

/** How long a run took, or has been going on. */
export function LiveDuration({ run }: { run: RunSummary }) {
  const isTicking = isActive(run.status) && run.started_at != null;
  const now = useNow(isTicking);
  if (run.duration_ms != null) return formatDuration(run.duration_ms);
  if (run.started_at == null) return "–";
  return formatElapsed(run.started_at, run.finished_at, Math.max(now, Date.parse(run.started_at)));
}
