"use client";

import { useQuery } from "@tanstack/react-query";

import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { RowLink } from "@elevaite/shared/ui/row-link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@elevaite/shared/ui/table";
import { TableSkeleton, type SkeletonColumn } from "@elevaite/shared/ui/table-skeleton";

import type { AgentSummary } from "@/queries/agents";
import { lastRunsQuery } from "@/queries/last-runs";
import type { RunSummary } from "@/queries/runs";
import { agentsText as text } from "@/text/agents";

import { AgentMenu } from "./agent-menu";
import { AgentStatusBadge } from "./agent-status-badge";
import { LastRun } from "./last-run";
import { OwnerName } from "./owner-name";

type AgentTableProps = { agents: AgentSummary[]; onEdit: (agent: AgentSummary) => void };

export function AgentTable({ agents, onEdit }: AgentTableProps) {
  const { data: lastRuns, isError } = useQuery({
    ...lastRunsQuery(agents.map(({ id }) => id)),
    placeholderData: (shown) => shown,
  });
  return (
    <Table label={text.title}>
      <AgentTableHead />
      <TableBody>
        {agents.map((agent) => (
          <AgentRow
            key={agent.id}
            agent={agent}
            lastRun={lastRuns ? (lastRuns.get(agent.id) ?? null) : isError ? null : undefined}
            onEdit={() => onEdit(agent)}
          />
        ))}
      </TableBody>
    </Table>
  );
}

function AgentTableHead() {
  return (
    <TableHeader>
      <tr>
        <TableHead>{text.columns.name}</TableHead>
        <TableHead>{text.columns.status}</TableHead>
        <TableHead className="max-md:hidden">{text.columns.lastRun}</TableHead>
        <TableHead className="max-lg:hidden">{text.columns.owner}</TableHead>
        <TableHead className="text-right max-sm:hidden">{text.columns.updated}</TableHead>
        <TableHead className="w-12">
          <span className="sr-only">{text.columns.actions}</span>
        </TableHead>
      </tr>
    </TableHeader>
  );
}

type AgentRowProps = { agent: AgentSummary; lastRun: RunSummary | null | undefined; onEdit: () => void };

function AgentRow({ agent, lastRun, onEdit }: AgentRowProps) {
  const version = agent.deployment?.version_number;
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <RowLink href={`/agents/${agent.id}`} className="block truncate font-medium">
          {agent.name}
        </RowLink>
        <p className="truncate text-xs text-muted">{agent.description || agent.slug}</p>
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <AgentStatusBadge status={agent.status} />
        {version == null ? null : (
          <span className="ml-2 text-xs text-muted tabular-nums max-sm:hidden">{text.version(version)}</span>
        )}
      </TableCell>
      <TableCell className="max-md:hidden">
        <LastRun run={lastRun} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-lg:hidden">
        <OwnerName id={agent.created_by} />
      </TableCell>
      <TableCell className="text-right whitespace-nowrap text-muted max-sm:hidden">
        <RelativeTime at={agent.updated_at} />
      </TableCell>
      <TableCell>
        <AgentMenu agent={agent} onEdit={onEdit} />
      </TableCell>
    </TableRow>
  );
}

const skeleton: SkeletonColumn[] = [
  { cell: "w-full", bar: "w-56 max-w-full" },
  { bar: "w-20" },
  { cell: "max-md:hidden", bar: "w-24" },
  { cell: "max-lg:hidden", bar: "w-10" },
  { cell: "max-sm:hidden", bar: "ml-auto w-16" },
  { bar: null },
];

/** As high as the real rows, so that nothing moves when they come. */
export function AgentTableSkeleton() {
  return (
    <TableSkeleton
      label={text.title}
      head={<AgentTableHead />}
      columns={skeleton}
      rows={5}
      className="h-13"
    />
  );
}
