import { formatDuration } from "@elevaite/shared/format";

import { runsText as text } from "@/text/runs";

import { ticksOf, type TimeScale } from "./time-scale";

/** How long after the beginning things are, above the rows. */
export function TimeAxis({ scale, zoom }: { scale: TimeScale; zoom: number }) {
  return (
    <span aria-hidden className="relative min-w-0 flex-1 overflow-hidden text-2xs text-muted tabular-nums">
      {ticksOf(scale, 0.14 / zoom).map(({ at, place }) => (
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
