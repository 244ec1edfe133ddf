import { Check, CircleDashed, Hourglass, LoaderCircle, SkipForward, X } from "lucide-react";

import { cn } from "@elevaite/shared/ui/class-names";
import type { StepStatus } from "@elevaite/shared/ui/status-badge";

const looks: Record<StepStatus, { icon: typeof Check; className: string }> = {
  pending: { icon: CircleDashed, className: "text-muted" },
  running: { icon: LoaderCircle, className: "animate-spin text-info motion-reduce:animate-none" },
  waiting: { icon: Hourglass, className: "text-warning" },
  succeeded: { icon: Check, className: "text-success" },
  failed: { icon: X, className: "text-danger" },
  skipped: { icon: SkipForward, className: "text-muted" },
};

/** The status of a step as a sign only; whoever uses it says it in words as well. */
export function StepIcon({ status, className }: { status: StepStatus; className?: string }) {
  const { icon: Icon, className: look } = looks[status];
  return <Icon aria-hidden className={cn("size-3.5 shrink-0", look, className)} />;
}
