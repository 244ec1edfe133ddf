"use client";

import { useQuery } from "@tanstack/react-query";

import { formatDuration } from "@elevaite/shared/format";
import { Badge } from "@elevaite/shared/ui/badge";
import { cn } from "@elevaite/shared/ui/class-names";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";

import { latestRunsQuery } from "@/queries/last-runs";
import { runsText } from "@/text/runs";
import { studioText as text } from "@/text/studio";

import { useRun, useStudio } from "../studio-context";

const kShownRuns = 50;

/** The runs of this agent, live ones and tests; the one that is chosen is put onto the canvas. */
export function PastRuns() {
  const { agentId, runs } = useStudio();
  const shown = useRun((state) => state.run);
  const { data, isPending, error, refetch } = useQuery({
    ...latestRunsQuery(agentId, kShownRuns),
    staleTime: 0,
  });
  if (isPending) return <Skeleton className="m-3 h-20" />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} className="m-3" />;
  if (data.length === 0) return <p className="p-3 text-sm text-muted">{text.run.noPastRuns}</p>;
  return (
    <ul aria-label={text.run.past} className="flex flex-col p-1.5">
      {data.map((run) => (
        <li key={run.id}>
          <button
            type="button"
            aria-pressed={run.id === shown}
            className={cn(
              "flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left text-sm hover:bg-subtle",
              run.id === shown && "bg-accent-subtle/60",
            )}
            onClick={() => runs.show(run.id)}
          >
            <StatusBadge status={run.status} />
            <span className="min-w-0 flex-1 truncate">{runsText.trigger[run.trigger]}</span>
            {run.is_test ? <Badge>{text.run.test}</Badge> : null}
            {run.duration_ms == null ? null : (
              <span className="text-xs text-muted tabular-nums">{formatDuration(run.duration_ms)}</span>
            )}
            <span className="text-xs text-muted">
              <RelativeTime at={run.created_at} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
