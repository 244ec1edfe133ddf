"use client";

import { useMemo } from "react";

import { formatDateTime } from "@elevaite/shared/format";
import type { TimeRange } from "@elevaite/shared/routing";
import { Alert } from "@elevaite/shared/ui/alert";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import type { Stats } from "@/queries/stats";
import { homeText as text } from "@/text/home";

import { AgentRankings } from "./agent-rankings";
import { slotsOf, trendsOf } from "./buckets";
import { FigureTiles } from "./figure-tiles";
import { NowCard } from "./now-card";
import { QueuesCard } from "./queues-card";
import { RecentFailures } from "./recent-failures";
import { RunsChart } from "./runs-chart";
import { Spending } from "./spending";

/** How the agents are doing. Every figure leads to the runs that it counts. */
export function Dashboard({ stats, range }: { stats: Stats; range: TimeRange }) {
  const slots = useMemo(() => slotsOf(stats), [stats]);
  const trends = useMemo(() => trendsOf(slots), [slots]);
  const isPartial = stats.counted_from > stats.from;
  return (
    <div className="flex flex-col gap-4">
      {isPartial ? <Alert tone="warning">{text.partial(formatDateTime(stats.counted_from))}</Alert> : null}
      <FigureTiles totals={stats.totals} trends={trends} range={range} />
      <div className="grid gap-4 lg:grid-cols-3">
        <RunsChart stats={stats} slots={slots} range={range} className="lg:col-span-2" />
        <NowCard stats={stats} />
      </div>
      <div className="grid gap-4 lg:grid-cols-3">
        <RecentFailures stats={stats} range={range} className="lg:col-span-2" />
        <QueuesCard />
      </div>
      <Spending stats={stats} range={range} />
      <AgentRankings stats={stats} range={range} />
    </div>
  );
}

/** As high as the figures, so that nothing moves when they come. */
export function DashboardSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-5">
        {Array.from({ length: 5 }, (_, tile) => (
          <Skeleton key={tile} className="h-33 rounded-lg max-lg:last:col-span-2 max-md:last:h-22" />
        ))}
      </div>
      <div className="grid gap-4 lg:grid-cols-3">
        <Skeleton className="h-80 rounded-lg lg:col-span-2" />
        <Skeleton className="h-80 rounded-lg" />
      </div>
    </div>
  );
}
