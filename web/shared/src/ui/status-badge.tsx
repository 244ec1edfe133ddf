import { Ban, CircleCheck, CircleDashed, CircleX, Hourglass, LoaderCircle, SkipForward } from "lucide-react";

import { text } from "../text/index";
import { Badge, type BadgeTone } from "./badge";
import { cn } from "./class-names";

export type RunStatus = "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
export type StepStatus = "pending" | "running" | "waiting" | "succeeded" | "failed" | "skipped";

// Each status has its own sign as well: colour alone tells nothing to those who cannot see it.
const looks: Record<RunStatus | StepStatus, { tone: BadgeTone; icon: typeof Ban }> = {
  queued: { tone: "neutral", icon: CircleDashed },
  pending: { tone: "neutral", icon: CircleDashed },
  running: { tone: "info", icon: LoaderCircle },
  waiting: { tone: "warning", icon: Hourglass },
  succeeded: { tone: "success", icon: CircleCheck },
  failed: { tone: "danger", icon: CircleX },
  cancelled: { tone: "neutral", icon: Ban },
  skipped: { tone: "neutral", icon: SkipForward },
};

/** The status of a run or a step, the same everywhere. */
export function StatusBadge({ status, className }: { status: RunStatus | StepStatus; className?: string }) {
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
export function StatusIcon({ status, className }: { status: RunStatus | StepStatus; className?: string }) {
  const { tone, icon: Icon } = looks[status];
  const spins = status === "running" ? "animate-spin motion-reduce:animate-none" : "";
  return <Icon aria-hidden className={cn("size-3.5 shrink-0", iconTones[tone], spins, className)} />;
}
