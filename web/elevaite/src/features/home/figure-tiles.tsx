import Link from "next/link";

import {
  formatDuration,
  formatNumber,
  formatPercent,
  formatTokens,
  formatUsd,
} from "@elevaite/shared/format";
import type { TimeRange } from "@elevaite/shared/routing";
import { Sparkline } from "@elevaite/shared/ui/chart/sparkline";

import { runsHref } from "@/queries/run-filter";
import type { Stats } from "@/queries/stats";
import { homeText as text } from "@/text/home";

import type { trendsOf } from "./buckets";

const kNanosPerDollar = 1e9;

type FigureTilesProps = {
  totals: Stats["totals"];
  trends: ReturnType<typeof trendsOf>;
  range: TimeRange;
};

export function FigureTiles({ totals, trends, range }: FigureTilesProps) {
  const runs = { mode: "live", range } as const;
  const cost = totals.cost_usd * kNanosPerDollar;
  return (
    <ul aria-label={text.figures} className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-5">
      <Tile
        label={text.runs}
        figure={formatNumber(totals.runs)}
        detail={text.testsLeftOut}
        href={runsHref(runs)}
        trend={trends.runs}
      />
      <Tile
        label={text.successRate}
        figure={totals.success_rate === null ? text.none : formatPercent(totals.success_rate)}
        detail={text.failedCount(formatNumber(totals.failed))}
        href={runsHref({ ...runs, statuses: ["succeeded", "failed"] })}
        trend={trends.success}
      />
      <Tile
        label={text.duration}
        figure={totals.p50_ms === null ? text.none : formatDuration(totals.p50_ms)}
        detail={totals.p95_ms === null ? "" : text.slow(formatDuration(totals.p95_ms))}
        href={runsHref({ ...runs, statuses: ["succeeded", "failed", "cancelled"] })}
      />
      <Tile
        label={text.tokens}
        figure={formatTokens(totals.input_tokens + totals.output_tokens)}
        detail={text.tokensSplit(formatTokens(totals.input_tokens), formatTokens(totals.output_tokens))}
        href={runsHref(runs)}
        trend={trends.tokens}
      />
      <Tile
        label={text.cost}
        figure={formatUsd(cost)}
        detail={totals.runs > 0 ? text.perRun(formatUsd(cost / totals.runs)) : ""}
        href={runsHref(runs)}
        {...(cost > 0 ? { trend: trends.cost } : {})}
      />
    </ul>
  );
}

type TileProps = { label: string; figure: string; detail: string; href: string; trend?: (number | null)[] };

function Tile({ label, figure, detail, href, trend }: TileProps) {
  return (
    <li
      className={
        "relative flex h-33 min-w-0 flex-col overflow-hidden rounded-lg border bg-surface px-4 pt-3 shadow-sm " +
        "transition-colors hover:border-border-strong max-lg:last:col-span-2 max-md:last:h-22 max-md:last:[&>svg]:hidden"
      }
    >
      <Link href={href} prefetch={false} className="row-link flex flex-col rounded-sm">
        <span className="text-xs text-muted">{label}</span>
        <span className="truncate text-2xl font-semibold tracking-tight tabular-nums">{figure}</span>
      </Link>
      <p className="truncate text-xs text-muted" title={detail}>
        {detail}
      </p>
      {trend ? <Sparkline values={trend} className="-mx-4 mt-auto w-auto" /> : null}
    </li>
  );
}
