"use client";

import { useQuery } from "@tanstack/react-query";

import { readTimeRange, timeRangeParams, useQueryParams, type TimeRange } from "@elevaite/shared/routing";
import { meQuery } from "@elevaite/shared/session";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Page } from "@elevaite/shared/ui/page";
import { Skeleton, SkeletonText } from "@elevaite/shared/ui/skeleton";
import { TimeRangePicker } from "@elevaite/shared/ui/time-range-picker";

import { hasRunsQuery, statsQuery } from "@/queries/stats";
import { homeText as text } from "@/text/home";

import { Dashboard, DashboardSkeleton } from "./dashboard";
import { FirstSteps } from "./first-steps";

const usualRange: TimeRange = { preset: "24h" };

export function HomePage() {
  const { data: me } = useQuery(meQuery);
  const { data: hasRuns, isPending, error, refetch } = useQuery(hasRunsQuery);
  const [params, setParams] = useQueryParams();
  const range = readTimeRange(params) ?? usualRange;
  return (
    <Page
      title={me ? text.title(me.name || me.email) : <SkeletonText className="h-7 w-56" />}
      description={me ? text.description(me.tenant.name) : <Skeleton className="mt-1 w-40" />}
      actions={
        hasRuns ? (
          <TimeRangePicker value={range} onChange={(next) => setParams(timeRangeParams(next))} />
        ) : null
      }
    >
      {isPending ? <DashboardSkeleton /> : null}
      {error && hasRuns === undefined ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {hasRuns === false ? <FirstSteps /> : null}
      {hasRuns ? <Figures range={range} /> : null}
    </Page>
  );
}

function Figures({ range }: { range: TimeRange }) {
  const { data, error, refetch } = useQuery({
    ...statsQuery(range),
    // The figures stay until those of the other range are there.
    placeholderData: (shown) => shown,
  });
  if (data) return <Dashboard stats={data} range={range} />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <DashboardSkeleton />;
}
