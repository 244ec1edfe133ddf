"use client";

import { ChevronRight } from "lucide-react";
import { formatDuration } from "@elevaite/shared/format";
import { text as shared } from "@elevaite/shared/text";
import { cn } from "@elevaite/shared/ui/class-names";
import { StatusIcon } from "@elevaite/shared/ui/status-badge";

import type { Moment } from "@/queries/run-journal";
import { runsText } from "@/text/runs";

import { PhaseBar } from "./phase-bar";
import { passTitle, titleOf, type NodeTitles } from "./step-titles";
import type { TimeScale } from "./time-scale";
import type { WaterfallRow } from "./waterfall";

const text = runsText.timeline;
/** Pixels; each row is as high as every other. */
export const kStepRowHeight = 32;

/** The words of the rows stay where they are when the time is moved sideways. */
export const labelClasses =
  "sticky left-0 z-10 flex w-(--label) shrink-0 items-center gap-1.5 border-r bg-surface pr-2 text-sm";

type WaterfallRowProps = {
  row: WaterfallRow;
  titles: NodeTitles;
  scale: TimeScale;
  now: Moment;
  isActive: boolean;
  isSelected: boolean;
  onToggle: (id: string) => void;
  onSelect: (id: string) => void;
};

export function WaterfallRowView(props: WaterfallRowProps) {
  const { row, titles, scale, now, isActive, isSelected, onToggle, onSelect } = props;
  const { node, depth, isOpen } = row;
  const { step } = node;
  const title = step ? titleOf(step, titles) : passTitle(node.pass ?? 0);
  const isParent = node.children.length > 0;
  const took = node.from === null || step?.isKept ? "" : formatDuration((node.to ?? now) - node.from);
  return (
    // The tree takes the keys for all its rows.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="treeitem"
      data-row={node.id}
      tabIndex={isActive ? 0 : -1}
      aria-level={depth + 1}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-selected={isSelected}
      aria-expanded={isParent ? isOpen : undefined}
      onClick={() => onSelect(node.id)}
      className={cn(
        "group relative flex h-8 cursor-pointer focus-visible:outline-0",
        // Above the words, which stay in their place and would cover an outline of the row's own.
        "focus-visible:after:pointer-events-none focus-visible:after:absolute focus-visible:after:inset-0",
        "focus-visible:after:z-20 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2",
        "focus-visible:after:outline-focus focus-visible:after:content-['']",
        isSelected ? "bg-accent-subtle" : "hover:bg-subtle/60",
      )}
    >
      <span
        className={cn(labelClasses, isSelected ? "bg-accent-subtle" : "group-hover:bg-subtle")}
        style={{ paddingLeft: `${depth * 0.875 + 0.375}rem` }}
      >
        <span
          aria-hidden
          className={cn(
            "flex size-5 shrink-0 items-center justify-center rounded-sm",
            isParent && "hover:bg-subtle-strong",
          )}
          onClick={(event) => {
            if (!isParent) return;
            event.stopPropagation();
            onToggle(node.id);
          }}
        >
          {isParent ? (
            <ChevronRight className={cn("size-3.5 text-muted transition-transform", isOpen && "rotate-90")} />
          ) : null}
        </span>
        <StatusIcon status={node.status} />
        <span className="sr-only">{shared.status[node.status]}</span>
        <span className={cn("min-w-0 flex-1 truncate", node.status === "skipped" && "text-muted")}>
          {title}
        </span>
        {step && step.attempts.length > 1 ? (
          <span title={text.attempts(step.attempts.length)} className="text-xs text-muted tabular-nums">
            ×{step.attempts.length}
          </span>
        ) : null}
        <span className="shrink-0 text-xs whitespace-nowrap text-muted tabular-nums max-sm:hidden">
          {took}
        </span>
      </span>
      <span aria-hidden className="relative min-w-0 flex-1">
        {step?.isKept ? (
          <span className="absolute inset-y-0 left-2 flex items-center text-xs text-muted">{text.kept}</span>
        ) : (
          node.phases.map((phase) => (
            <PhaseBar
              key={`${phase.kind}${phase.from}`}
              phase={phase}
              status={node.status}
              scale={scale}
              now={now}
              isFaint={isParent}
            />
          ))
        )}
      </span>
    </div>
  );
}
