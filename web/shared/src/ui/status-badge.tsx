import { Ban, CircleCheck, CircleDashed, CircleX, Hourglass, LoaderCircle, SkipForward } from "lucide-react";

import { text } from "../text/index";
import { Badge, type BadgeTone } from "./badge";

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
