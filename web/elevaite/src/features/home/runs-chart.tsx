"use client";

import { ChartColumn, Table2 } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";

import { formatNumber } from "@elevaite/shared/format";
import type { TimeRange } from "@elevaite/shared/routing";
import { inspectText, text as shared } from "@elevaite/shared/text";
import { Button } from "@elevaite/shared/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { BarStack, type BarSeries } from "@elevaite/shared/ui/chart/bar-stack";
import { BarTable } from "@elevaite/shared/ui/chart/bar-table";
import type { RunStatus } from "@elevaite/shared/ui/status-badge";

import { runsHref } from "@/queries/run-filter";
import type { Stats } from "@/queries/stats";
import { homeText as text } from "@/text/home";

import { barsOf, type Slot } from "./buckets";

// Large areas are softer than the signs and words of the same status.
const tint = (token: string, share: number) => `color-mix(in oklch, var(${token}) ${share}%, var(--surface))`;
const colors: Record<RunStatus, string> = {
  succeeded: tint("--status-succeeded", 75),
  failed: tint("--status-failed", 85),
  cancelled: tint("--status-cancelled", 55),
  waiting: tint("--status-waiting", 70),
  running: tint("--status-running", 80),
  queued: tint("--status-running", 40),
};
const order: RunStatus[] = ["succeeded", "failed", "cancelled", "waiting", "running", "queued"];

type RunsChartProps = { stats: Stats; slots: Slot[]; range: TimeRange; className?: string };

export function RunsChart({ stats, slots, range, className }: RunsChartProps) {
  const [isTable, setIsTable] = useState(false);
  const bars = useMemo(() => barsOf(slots, stats.bucket), [slots, stats.bucket]);
  const series: BarSeries[] = order
    .filter((status) => stats.totals[status] > 0)
    .map((status) => ({ key: status, label: shared.status[status], color: colors[status] }));
  const toggle = isTable ? inspectText.chart.showChart : inspectText.chart.showTable;
  return (
    <Card className={className} aria-label={text.overTime}>
      <CardHeader>
        <CardTitle>{text.overTime}</CardTitle>
        <Button
          variant="ghost"
          size="icon-sm"
          className="ml-auto"
          aria-label={toggle}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
        </Button>
      </CardHeader>
      <CardBody className="flex min-h-68 flex-col gap-3">
        {stats.totals.runs === 0 ? (
          <p className="m-auto text-sm text-muted">{text.nothingInRange}</p>
        ) : (
          <>
            {isTable ? (
              <BarTable label={text.overTime} series={series} bars={bars} />
            ) : (
              <BarStack label={text.overTime} series={series} bars={bars} />
            )}
            <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
              {series.map(({ key, label, color }) => (
                <li key={key}>
                  <Link
                    href={runsHref({ mode: "live", range, statuses: [key as RunStatus] })}
                    prefetch={false}
                    className="flex items-center gap-1.5 rounded-sm hover:underline"
                  >
                    <span aria-hidden className="size-2.5 rounded-xs" style={{ background: color }} />
                    {label}
                    <span className="text-muted tabular-nums">
                      {formatNumber(stats.totals[key as RunStatus])}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </CardBody>
    </Card>
  );
}
