"use client";

import { memo } from "react";

import { formatDateTime, formatTokens, formatUsd } from "@elevaite/shared/format";
import { Badge } from "@elevaite/shared/ui/badge";
import { Checkbox } from "@elevaite/shared/ui/checkbox";
import { cn } from "@elevaite/shared/ui/class-names";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { RowLink } from "@elevaite/shared/ui/row-link";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";
import { TableCell, TableRow } from "@elevaite/shared/ui/table";

import type { RunSummary } from "@/queries/runs";
import { useAgentName } from "@/queries/use-agent-name";
import { runsText as text } from "@/text/runs";

import { AgentName } from "../agent-name";
import { LiveDuration } from "../live-duration";
import { TriggerLabel } from "../trigger-label";

/** Pixels; each row is as high as every other, or the window of rows would be wrong. */
export const kRunRowHeight = 44;
const kNanosPerDollar = 1e9;

const figureClasses = "text-right whitespace-nowrap text-muted tabular-nums";

type RunRowProps = {
  run: RunSummary;
  index: number;
  isSelected: boolean;
  onSelect: ((run: RunSummary, isSelected: boolean) => void) | null;
};

export const RunRow = memo(function RunRow({ run, index, isSelected, onSelect }: RunRowProps) {
  const agent = useAgentName(run.agent_id);
  const error = (run.error as { message?: string } | null)?.message;
  const tokens = (run.input_tokens ?? 0) + (run.output_tokens ?? 0);
  return (
    <TableRow
      data-run={run.id}
      // The head is the first row.
      aria-rowindex={index + 2}
      className={cn("h-11", isSelected && "bg-accent-subtle/60")}
    >
      {onSelect ? (
        <TableCell className="w-8 py-0 pr-0">
          {/* Above the link that covers the row. */}
          <span className="relative z-10 flex size-6 items-center">
            <Checkbox
              aria-label={text.selection.one(agent.name ?? "", formatDateTime(run.created_at))}
              checked={isSelected}
              onCheckedChange={(checked) => onSelect(run, checked === true)}
            />
          </span>
        </TableCell>
      ) : null}
      <TableCell className="w-28 py-0 max-sm:w-24 max-sm:px-1.5">
        <StatusBadge status={run.status} />
      </TableCell>
      <TableCell className="w-full max-w-0 py-0 max-sm:px-1.5">
        <span className="flex min-w-0 items-center gap-2">
          <RowLink
            href={`/runs/${run.id}`}
            className="min-w-16 shrink-0 truncate font-medium focus-visible:-outline-offset-2 max-sm:shrink"
          >
            <AgentName id={run.agent_id} />
          </RowLink>
          {run.is_test ? <Badge tone="accent">{text.test}</Badge> : null}
          {error ? <span className="min-w-0 truncate text-muted max-sm:hidden">{error}</span> : null}
        </span>
      </TableCell>
      <TableCell className="py-0 max-md:hidden">
        <TriggerLabel trigger={run.trigger} />
      </TableCell>
      <TableCell className={cn(figureClasses, "py-0 max-sm:pl-1.5")}>
        {/* Above the link, or its title would not show. */}
        <RelativeTime at={run.created_at} className="relative z-10" />
      </TableCell>
      <TableCell className={cn(figureClasses, "py-0 max-sm:hidden")}>
        <LiveDuration run={run} />
      </TableCell>
      <TableCell className={cn(figureClasses, "py-0 max-lg:hidden")}>
        {tokens > 0 ? formatTokens(tokens) : "–"}
      </TableCell>
      <TableCell className={cn(figureClasses, "py-0 max-lg:hidden")}>
        {run.cost_usd ? formatUsd(run.cost_usd * kNanosPerDollar) : "–"}
      </TableCell>
    </TableRow>
  );
});
