"use client";

import { ChevronsDownUp, ChevronsUpDown, FoldHorizontal, ZoomIn, ZoomOut } from "lucide-react";
import { useMemo, useState, type ReactNode } from "react";

import { useHotkeys } from "@elevaite/shared/hotkeys";
import { Button } from "@elevaite/shared/ui/button";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import { momentOf, type RunView } from "@/queries/run-journal";
import type { Run } from "@/queries/runs";
import { runsText } from "@/text/runs";

import { useNow } from "../use-now";
import type { NodeTitles } from "./step-titles";
import { idleStretches, timeScale } from "./time-scale";
import { buildWaterfall, toggledFor, waterfallRows, workOf } from "./waterfall";
import { WaterfallView } from "./waterfall-view";

const text = runsText.timeline;
const kMostZoom = 64;

type TimelineProps = {
  run: Run;
  view: RunView;
  titles: NodeTitles;
  selected: string | null;
  onSelect: (path: string) => void;
};

/** When each step of a run was at work, waited and ended. */
export function Timeline({ run, view, titles, selected, onSelect }: TimelineProps) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [zoom, setZoom] = useState(1);
  const [isFolding, setIsFolding] = useState(true);
  const isOver = view.finishedAt !== null;
  const tick = useNow(!isOver);
  const nodes = useMemo(() => buildWaterfall(view.steps), [view.steps]);
  const rows = useMemo(() => waterfallRows(nodes, toggled), [nodes, toggled]);
  const from = Math.min(momentOf(run.created_at), view.startedAt ?? Infinity);
  // Clocks differ: nothing may end before it began.
  const now =
    view.finishedAt ?? Math.max(tick, ...view.steps.map(({ startedAt }) => startedAt ?? from), from);
  const idle = useMemo(() => idleStretches(workOf(nodes, now), from, now), [nodes, from, now]);
  const scale = useMemo(() => timeScale(from, now, isFolding ? idle : []), [from, now, isFolding, idle]);

  const zoomBy = (factor: number) => setZoom(Math.min(kMostZoom, Math.max(1, zoom * factor)));
  useHotkeys({ "+": () => zoomBy(2), "-": () => zoomBy(0.5), "0": () => setZoom(1) });
  const toggle = (id: string) => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  const hasParents = nodes.some(({ children }) => children.length > 0);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-1">
        <p className="mr-auto text-xs text-muted max-md:hidden">{text.keys}</p>
        {idle.length > 0 ? (
          <Button size="sm" variant="ghost" aria-pressed={isFolding} onClick={() => setIsFolding(!isFolding)}>
            <FoldHorizontal aria-hidden className={isFolding ? "text-accent-text" : ""} />
            {text.compress}
          </Button>
        ) : null}
        {hasParents ? (
          <>
            <Tool label={text.expandAll} onClick={() => setToggled(toggledFor(nodes, true))}>
              <ChevronsUpDown aria-hidden />
            </Tool>
            <Tool label={text.collapseAll} onClick={() => setToggled(toggledFor(nodes, false))}>
              <ChevronsDownUp aria-hidden />
            </Tool>
          </>
        ) : null}
        <Tool label={text.zoomOut} hotkey="-" isDisabled={zoom === 1} onClick={() => zoomBy(0.5)}>
          <ZoomOut aria-hidden />
        </Tool>
        <Tool label={text.zoomIn} hotkey="+" isDisabled={zoom === kMostZoom} onClick={() => zoomBy(2)}>
          <ZoomIn aria-hidden />
        </Tool>
      </div>
      <WaterfallView
        run={run}
        view={view}
        rows={rows}
        titles={titles}
        scale={scale}
        now={now}
        zoom={zoom}
        selected={selected}
        onToggle={toggle}
        onSelect={onSelect}
      />
    </div>
  );
}

type ToolProps = {
  label: string;
  hotkey?: string;
  isDisabled?: boolean;
  onClick: () => void;
  children: ReactNode;
};

function Tool({ label, hotkey, isDisabled = false, onClick, children }: ToolProps) {
  return (
    <Tooltip content={label} {...(hotkey ? { hotkey } : {})}>
      <Button variant="ghost" size="icon-sm" aria-label={label} disabled={isDisabled} onClick={onClick}>
        {children}
      </Button>
    </Tooltip>
  );
}
