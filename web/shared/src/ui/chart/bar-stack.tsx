"use client";

import Link from "next/link";
import { useRef, useState, type KeyboardEvent } from "react";

import { formatCompact, formatNumber } from "../../format/index";
import { inspectText } from "../../text/index";
import { cn } from "../class-names";
import { roundUp, shownLabels } from "./chart-scale";

export type BarSeries = { key: string; label: string; color: string };
export type Bar = {
  key: string;
  /** The whole of what the bar stands for: "Aug 3, 14:00 – 15:00". */
  label: string;
  /** The same under the axis, short; empty where another bar's says enough. */
  tick: string;
  href: string;
  values: Readonly<Record<string, number>>;
};

type BarStackProps = { label: string; series: BarSeries[]; bars: Bar[]; className?: string };

const kTicks = 7;
/** A word that begins later than this has no room. */
const kLastTick = 0.94;
const text = inspectText.chart;

const totalOf = (bar: Bar, series: BarSeries[]) =>
  series.reduce((sum, { key }) => sum + (bar.values[key] ?? 0), 0);

/** What a bar shows, in words: for its link and for its tooltip. */
function partsOf(bar: Bar, series: BarSeries[]) {
  return series.map((one) => ({ ...one, value: bar.values[one.key] ?? 0 })).filter(({ value }) => value > 0);
}

/**
 * Bars over time, each a stack and each a link to what it counts. One of them is in the tab order; the arrow keys go
 * from bar to bar.
 */
export function BarStack({ label, series, bars, className }: BarStackProps) {
  const row = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const [focusable, setFocusable] = useState(0);
  const end = roundUp(Math.max(...bars.map((bar) => totalOf(bar, series)), 0));
  const inOrder = Math.min(focusable, bars.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: inOrder - 1, ArrowRight: inOrder + 1, Home: 0 };
    const next = event.key === "End" ? bars.length - 1 : steps[event.key];
    if (next === undefined || next < 0 || next >= bars.length) return;
    event.preventDefault();
    setFocusable(next);
    row.current?.querySelectorAll("a")[next]?.focus();
  };
  const shown = active === null ? undefined : bars[active];
  return (
    <div className={cn("relative", className)} onPointerLeave={() => setActive(null)}>
      <div className="flex h-48 gap-2">
        <Scale end={end} />
        <div className="relative min-w-0 flex-1">
          <span aria-hidden className="absolute inset-0 flex flex-col justify-between">
            <span className="border-t border-dashed" />
            <span className="border-t border-dashed" />
            <span className="border-t" />
          </span>
          <div
            ref={row}
            role="toolbar"
            aria-label={label}
            tabIndex={-1}
            onKeyDown={onKeyDown}
            className="absolute inset-0 flex items-stretch"
          >
            {bars.map((bar, index) => (
              <Link
                key={bar.key}
                href={bar.href}
                prefetch={false}
                tabIndex={index === inOrder ? 0 : -1}
                aria-label={barLabel(bar, series)}
                onPointerEnter={() => setActive(index)}
                onFocus={() => {
                  setActive(index);
                  setFocusable(index);
                }}
                onBlur={() => setActive(null)}
                className={
                  "flex min-w-0 flex-1 flex-col justify-end px-px hover:bg-subtle focus-visible:-outline-offset-2"
                }
              >
                <Stack bar={bar} series={series} end={end} />
              </Link>
            ))}
          </div>
          {shown && active !== null ? (
            <BarTooltip bar={shown} series={series} place={(active + 0.5) / bars.length} />
          ) : null}
        </div>
      </div>
      <Ticks bars={bars} />
    </div>
  );
}

function barLabel(bar: Bar, series: BarSeries[]): string {
  const parts = partsOf(bar, series).map(({ label, value }) => `${label} ${formatNumber(value)}`);
  return [bar.label, ...(parts.length > 0 ? parts : [`${text.total} 0`])].join(", ");
}

function Stack({ bar, series, end }: { bar: Bar; series: BarSeries[]; end: number }) {
  return partsOf(bar, series)
    .toReversed()
    .map(({ key, value, color }) => (
      <span
        key={key}
        aria-hidden
        className="block min-h-0.5 w-full max-w-10 self-center first:rounded-t-xs"
        style={{ height: `${(value / end) * 100}%`, background: color }}
      />
    ));
}

function Scale({ end }: { end: number }) {
  return (
    <span
      aria-hidden
      className="flex w-8 shrink-0 flex-col justify-between text-right text-2xs leading-none text-muted tabular-nums"
    >
      <span>{formatCompact(end)}</span>
      <span>{end > 1 ? formatCompact(end / 2) : ""}</span>
      <span>0</span>
    </span>
  );
}

function Ticks({ bars }: { bars: Bar[] }) {
  const marked = bars.flatMap(({ tick }, index) => (tick ? [index] : []));
  return (
    <span
      aria-hidden
      className="relative mt-1.5 ml-10 block h-4 text-2xs whitespace-nowrap text-muted tabular-nums"
    >
      {shownLabels(marked.length, kTicks)
        .flatMap((place) => marked[place] ?? [])
        .filter((index) => index / bars.length < kLastTick)
        .map((index, place) => (
          <span
            key={index}
            className={cn("absolute", place % 2 === 1 && "max-sm:hidden")}
            style={{ left: `${(index / bars.length) * 100}%` }}
          >
            {bars[index]?.tick}
          </span>
        ))}
    </span>
  );
}

type BarTooltipProps = { bar: Bar; series: BarSeries[]; place: number };

function BarTooltip({ bar, series, place }: BarTooltipProps) {
  const isRight = place > 0.5;
  return (
    <div
      aria-hidden
      className={cn(
        "pointer-events-none absolute top-0 z-20 w-max max-w-56 rounded-md bg-surface-raised p-2.5 text-xs shadow-lg",
        isRight && "-translate-x-full",
      )}
      style={{ left: `calc(${place * 100}% + ${isRight ? "-0.75rem" : "0.75rem"})` }}
    >
      <p className="mb-1 font-medium">{bar.label}</p>
      {partsOf(bar, series).map(({ key, label, color, value }) => (
        <p key={key} className="flex items-center gap-1.5">
          <span className="size-2 rounded-xs" style={{ background: color }} />
          <span className="text-muted">{label}</span>
          <span className="ml-auto pl-4 tabular-nums">{formatNumber(value)}</span>
        </p>
      ))}
      <p className="mt-1 flex border-t pt-1 font-medium">
        {text.total}
        <span className="ml-auto pl-4 tabular-nums">{formatNumber(totalOf(bar, series))}</span>
      </p>
    </div>
  );
}
