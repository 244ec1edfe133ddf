"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";

import { formatDuration } from "@elevaite/shared/format";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import { Card, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { RowLink } from "@elevaite/shared/ui/row-link";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";

import { latestRunsQuery } from "@/queries/last-runs";
import type { RunSummary } from "@/queries/runs";
import { agentsText as text } from "@/text/agents";
import { runsText } from "@/text/runs";

const kShownRuns = 8;

/** What an agent did lately, tests as well. */
export function LatestRuns({ agent }: { agent: string }) {
  const { data: runs, isPending, error, refetch } = useQuery(latestRunsQuery(agent, kShownRuns));
  return (
    <Card>
      <CardHeader>
        <CardTitle>{text.recentRuns}</CardTitle>
        <Button variant="ghost" size="sm" className="-my-1 ml-auto" asChild>
          <Link href={`/runs?agent=${agent}`} prefetch={false}>
            {text.allRuns}
          </Link>
        </Button>
      </CardHeader>
      {isPending ? <Skeleton className="m-4 h-24" /> : null}
      {error ? <ErrorState error={error} onRetry={() => void refetch()} className="m-4" /> : null}
      {runs?.length === 0 ? <p className="p-4 text-sm text-muted">{text.noRuns}</p> : null}
      {runs && runs.length > 0 ? (
        <ul className="divide-y">
          {runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

function RunRow({ run }: { run: RunSummary }) {
  return (
    <li className="relative flex min-h-10 items-center gap-3 px-4 py-1.5 text-sm hover:bg-subtle/70">
      <StatusBadge status={run.status} />
      <RowLink href={`/runs/${run.id}`} className="min-w-0 flex-1 truncate">
        {runsText.trigger[run.trigger]}
      </RowLink>
      {run.is_test ? <Badge>{text.test}</Badge> : null}
      <span className="text-xs text-muted tabular-nums max-sm:hidden">
        {run.duration_ms == null ? null : formatDuration(run.duration_ms)}
      </span>
      <span className="text-xs text-muted">
        <RelativeTime at={run.created_at} />
      </span>
    </li>
  );
}
