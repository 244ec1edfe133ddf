import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  Hourglass,
  LoaderCircle,
  RotateCw,
  SkipForward,
} from "lucide-react";

import { text } from "../text/index";
import { Badge, type BadgeTone } from "./badge";
import { cn } from "./class-names";

export type RunStatus = "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
export type StepStatus = "pending" | "running" | "waiting" | "succeeded" | "failed" | "skipped";
export type JobStatus = "queued" | "running" | "retrying" | "succeeded" | "failed" | "cancelled";
type Status = RunStatus | StepStatus | JobStatus;

// Each status has its own sign as well: colour alone tells nothing to those who cannot see it.
const looks: Record<Status, { tone: BadgeTone; icon: typeof Ban }> = {
  queued: { tone: "neutral", icon: CircleDashed },
  pending: { tone: "neutral", icon: CircleDashed },
  running: { tone: "info", icon: LoaderCircle },
  waiting: { tone: "warning", icon: Hourglass },
  retrying: { tone: "warning", icon: RotateCw },
  succeeded: { tone: "success", icon: CircleCheck },
  failed: { tone: "danger", icon: CircleX },
  cancelled: { tone: "neutral", icon: Ban },
  skipped: { tone: "neutral", icon: SkipForward },
};

/** The status of a run, a step or a job, the same everywhere. */
export function StatusBadge({ status, className }: { status: Status; className?: string }) {
  const { tone, icon: Icon } = looks[status];
  return (
    <Badge tone={tone} className={className ?? ""}>
      <Icon aria-hidden className={status === "running" ? "animate-spin motion-reduce:animate-none" : ""} />
      {text.status[status]}
    </Badge>
  );
}

const iconTones: Record<BadgeTone, string> = {
  neutral: "text-muted",
  accent: "text-accent-text",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
  info: "text-info",
};

/** The sign of a status alone, for rows that are too narrow for its word. Whoever uses it says the word elsewhere. */
export function StatusIcon({ status, className }: { status: Status; className?: string }) {
  const { tone, icon: Icon } = looks[status];
  const spins = status === "running" ? "animate-spin motion-reduce:animate-none" : "";
  return <Icon aria-hidden className={cn("size-3.5 shrink-0", iconTones[tone], spins, className)} />;
}
