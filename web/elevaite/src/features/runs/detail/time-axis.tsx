"use client";

import { useEffect, useRef, useState } from "react";

import { formatDuration } from "@elevaite/shared/format";

import { runsText as text } from "@/text/runs";

import { ticksOf, type TimeScale } from "./time-scale";

/** Room for the longest of its words. */
const kTickPixels = 80;

/** How long after the beginning things are, above the rows. */
export function TimeAxis({ scale }: { scale: TimeScale }) {
  const axis = useRef<HTMLSpanElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    if (axis.current) observer.observe(axis.current);
    return () => observer.disconnect();
  }, []);
  return (
    <span
      ref={axis}
      aria-hidden
      className="relative min-w-0 flex-1 overflow-hidden text-2xs text-muted tabular-nums"
    >
      {(width > 0 ? ticksOf(scale, kTickPixels / width) : []).map(({ at, place }) => (
        <span
          key={at}
          className="absolute inset-y-0 border-l pt-1.5 pl-1 whitespace-nowrap"
          style={{ left: `${place * 100}%` }}
        >
          {formatDuration(at - scale.from)}
        </span>
      ))}
    </span>
  );
}

/** The strips that stand for idle time, over the whole height. */
export function FoldStrips({ scale }: { scale: TimeScale }) {
  return scale.folds.map((fold) => (
    <span
      key={fold.from}
      title={text.timeline.idle(formatDuration(fold.to - fold.from))}
      className={
        "absolute inset-y-0 flex items-start justify-center overflow-hidden border-x border-dashed " +
        "bg-subtle/50 pt-1.5 text-2xs text-muted"
      }
      style={{ left: `${fold.left * 100}%`, width: `${fold.width * 100}%` }}
    >
      ⋯
    </span>
  ));
}
