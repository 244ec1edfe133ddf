import { formatDuration } from "@elevaite/shared/format";
import { cn } from "@elevaite/shared/ui/class-names";
import type { RunStatus, StepStatus } from "@elevaite/shared/ui/status-badge";

import type { Moment, Phase } from "@/queries/run-journal";
import { runsText as text } from "@/text/runs";

import type { TimeScale } from "./time-scale";

const working: Record<RunStatus | StepStatus, string> = {
  queued: "bg-status-queued",
  pending: "bg-status-queued",
  running: "bg-status-running",
  waiting: "bg-status-running",
  succeeded: "bg-status-succeeded",
  failed: "bg-status-failed",
  cancelled: "bg-status-cancelled",
  skipped: "bg-status-cancelled",
};

const stripes = (token: string) =>
  `repeating-linear-gradient(-45deg, color-mix(in oklch, var(${token}) 45%, transparent) 0 3px, ` +
  `color-mix(in oklch, var(${token}) 18%, transparent) 3px 6px)`;

/** Not solid: nothing is at work meanwhile. */
const idle: Record<"waiting" | "retrying" | "queued", string> = {
  waiting: stripes("--status-waiting"),
  retrying: stripes("--status-failed"),
  queued: stripes("--status-queued"),
};

type PhaseBarProps = {
  phase: Omit<Phase, "kind"> & { kind: Phase["kind"] | "queued" };
  status: RunStatus | StepStatus;
  scale: TimeScale;
  now: Moment;
  /** Of something that holds others: they are what counts. */
  isFaint?: boolean;
};

/** A stretch of a step's life. The row says in words what it shows. */
export function PhaseBar({ phase, status, scale, now, isFaint = false }: PhaseBarProps) {
  const to = phase.to ?? now;
  const left = scale.place(phase.from);
  const width = Math.max(0, scale.place(to) - left);
  const isWorking = phase.kind === "working";
  return (
    <span
      title={`${text.timeline.phase[phase.kind]} · ${formatDuration(to - phase.from)}`}
      className={cn(
        "absolute inset-y-2 min-w-0.75 rounded-xs",
        isWorking && working[status],
        isFaint && "inset-y-3 opacity-45",
        phase.to === null && isWorking && "animate-pulse motion-reduce:animate-none",
      )}
      style={{
        left: `min(${left * 100}%, 100% - 3px)`,
        width: `${width * 100}%`,
        ...(phase.kind === "working" ? {} : { backgroundImage: idle[phase.kind] }),
      }}
    />
  );
}
