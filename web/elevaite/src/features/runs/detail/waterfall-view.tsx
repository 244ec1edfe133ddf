"use client";

import { useRef, useState } from "react";

import { formatDuration } from "@elevaite/shared/format";
import { cn } from "@elevaite/shared/ui/class-names";

import { momentOf, type Moment, type RunView } from "@/queries/run-journal";
import type { Run } from "@/queries/runs";
import { runsText } from "@/text/runs";

import { useRowWindow } from "../use-row-window";
import { PhaseBar } from "./phase-bar";
import type { NodeTitles } from "./step-titles";
import { FoldStrips, TimeAxis } from "./time-axis";
import type { TimeScale } from "./time-scale";
import { useTreeKeys } from "./use-tree-keys";
import type { WaterfallRow } from "./waterfall";
import { kStepRowHeight, labelClasses, WaterfallRowView } from "./waterfall-row";

const text = runsText.timeline;

type WaterfallViewProps = {
  run: Run;
  view: RunView;
  rows: WaterfallRow[];
  titles: NodeTitles;
  scale: TimeScale;
  now: Moment;
  zoom: number;
  selected: string | null;
  onToggle: (id: string) => void;
  onSelect: (path: string) => void;
};

export function WaterfallView(props: WaterfallViewProps) {
  const { run, view, rows, titles, scale, now, zoom, selected, onToggle, onSelect } = props;
  const list = useRef<HTMLDivElement>(null);
  const { first, end } = useRowWindow(list, rows.length, kStepRowHeight);
  const [active, setActive] = useState<string | null>(null);
  const focusable = rows.find(({ node }) => node.id === (active ?? selected)) ?? rows[0];
  const choose = (id: string) => {
    setActive(id);
    // A pass is no step: it has nothing to show but what is in it.
    if (rows.find(({ node }) => node.id === id)?.node.step) onSelect(id);
    else onToggle(id);
  };
  const onKeyDown = useTreeKeys({ list, rows, onActive: setActive, onToggle, onSelect: choose });
  return (
    <div className="overflow-x-auto rounded-lg border bg-surface shadow-sm [--label:min(20rem,45%)]">
      <div
        className="relative min-w-full"
        style={{ width: `calc(var(--label) + (100% - var(--label)) * ${zoom})` }}
      >
        <span aria-hidden className="absolute inset-y-0 right-0 left-(--label)">
          <FoldStrips scale={scale} />
        </span>
        <div className="relative flex h-7 border-b">
          <span aria-hidden className={cn(labelClasses, "pl-3 text-xs text-muted")}>
            {text.label}
          </span>
          <TimeAxis scale={scale} zoom={zoom} />
        </div>
        <RunRow run={run} view={view} scale={scale} now={now} />
        {rows.length === 0 ? (
          <p className="px-3 py-6 text-sm text-muted">{text.empty}</p>
        ) : (
          <div ref={list} role="tree" tabIndex={-1} aria-label={text.label} onKeyDown={onKeyDown}>
            <div aria-hidden style={{ height: first * kStepRowHeight }} />
            {rows.slice(first, end).map((row) => (
              <WaterfallRowView
                key={row.node.id}
                row={row}
                titles={titles}
                scale={scale}
                now={now}
                isActive={row === focusable}
                isSelected={row.node.id === selected}
                onToggle={onToggle}
                onSelect={choose}
              />
            ))}
            <div aria-hidden style={{ height: (rows.length - end) * kStepRowHeight }} />
          </div>
        )}
      </div>
    </div>
  );
}

/** The run as a whole, above its steps. The facts beside it say the same in words. */
function RunRow({ run, view, scale, now }: { run: Run; view: RunView; scale: TimeScale; now: Moment }) {
  const created = momentOf(run.created_at);
  const began = view.startedAt ?? now;
  const wasQueued = began - created > 50;
  return (
    <div aria-hidden className="relative flex h-8 border-b">
      <span className={cn(labelClasses, "pl-3 font-medium")}>
        <span className="flex-1">{text.run}</span>
        <span className="text-xs font-normal text-muted tabular-nums max-sm:hidden">
          {formatDuration(now - (wasQueued ? created : began))}
        </span>
      </span>
      <span className="relative min-w-0 flex-1">
        {wasQueued ? (
          <PhaseBar
            phase={{ kind: "queued", from: created, to: began }}
            status="queued"
            scale={scale}
            now={now}
          />
        ) : null}
        {view.phases.map((phase) => (
          <PhaseBar
            key={phase.from}
            phase={phase}
            status={view.status ?? run.status}
            scale={scale}
            now={now}
            isFaint
          />
        ))}
      </span>
    </div>
  );
}
