"use client";

import type { Ban } from "lucide-react";
import { CircleCheck, CircleDashed, CircleX, Hourglass, LoaderCircle, SkipForward } from "lucide-react";

import { formatDuration, formatTokens, formatUsd } from "@elevaite/shared/format";
import { text as shared } from "@elevaite/shared/text";
import { cn } from "@elevaite/shared/ui/class-names";
import type { StepStatus } from "@elevaite/shared/ui/status-badge";

import { studioText as text } from "@/text/studio";

import type { WorkflowNode } from "../document/types";
import type { NodeRun } from "../run/node-runs";
import { useRun } from "../studio-context";
import { useNodeRun } from "./use-node-run";

const looks: Record<StepStatus, { icon: typeof Ban; tone: string }> = {
  pending: { icon: CircleDashed, tone: "text-muted" },
  running: { icon: LoaderCircle, tone: "text-info" },
  waiting: { icon: Hourglass, tone: "text-warning" },
  succeeded: { icon: CircleCheck, tone: "text-success" },
  failed: { icon: CircleX, tone: "text-danger" },
  skipped: { icon: SkipForward, tone: "text-muted" },
};

/** What a run did with a node, below its card: status, how often, how long, tokens and money. */
export function NodeRunBadge({ node }: { node: WorkflowNode }) {
  const run = useNodeRun(node);
  const isPending = useRun(
    ({ view, onlyNode }) => view?.status === "running" && (onlyNode === null || onlyNode === node.id),
  );
  if (!run && !isPending) return null;
  const status = run?.status ?? "pending";
  const { icon: Icon, tone } = looks[status];
  return (
    <div
      className={cn(
        "pointer-events-none absolute top-full left-0 mt-1 flex items-center gap-1 rounded-sm bg-background pr-1 text-2xs",
        "whitespace-nowrap",
        "tabular-nums",
        tone,
      )}
    >
      <Icon
        aria-hidden
        className={cn("size-3.5", status === "running" && "animate-spin motion-reduce:animate-none")}
      />
      <span>{run ? factsOf(run) : shared.status.pending}</span>
    </div>
  );
}

function factsOf(run: NodeRun): string {
  const facts: string[] = [shared.status[run.status]];
  if (run.count > 1) facts.push(text.run.times(run.count));
  if (run.durationMs !== null && run.status !== "skipped") facts.push(formatDuration(run.durationMs));
  if (run.tokens > 0) facts.push(text.run.tokens(formatTokens(run.tokens)));
  if (run.costNanos > 0) facts.push(formatUsd(run.costNanos));
  return facts.join(" · ");
}
