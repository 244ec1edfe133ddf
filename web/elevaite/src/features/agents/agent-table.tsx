import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { RowLink } from "@elevaite/shared/ui/row-link";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@elevaite/shared/ui/table";

import type { AgentSummary } from "@/queries/agents";
import { text } from "@/text";

import { AgentStatusBadge } from "./agent-status-badge";

const kSkeletonRows = 5;

export function AgentTable({ agents }: { agents: AgentSummary[] }) {
  return (
    <Table label={text.agents.title}>
      <AgentTableHead />
      <TableBody>
        {agents.map((agent) => (
          <AgentRow key={agent.id} agent={agent} />
        ))}
      </TableBody>
    </Table>
  );
}

function AgentTableHead() {
  return (
    <TableHeader>
      <tr>
        <TableHead>{text.agents.columns.name}</TableHead>
        <TableHead>{text.agents.columns.status}</TableHead>
        <TableHead className="max-sm:hidden">{text.agents.columns.version}</TableHead>
        <TableHead className="text-right max-sm:hidden">{text.agents.columns.updated}</TableHead>
      </tr>
    </TableHeader>
  );
}

function AgentRow({ agent }: { agent: AgentSummary }) {
  const version = agent.deployment?.version_number;
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <RowLink href={`/agents/${agent.id}`} className="block truncate font-medium">
          {agent.name}
        </RowLink>
        <p className="truncate text-xs text-muted">{agent.description || agent.slug}</p>
      </TableCell>
      <TableCell>
        <AgentStatusBadge status={agent.status} />
      </TableCell>
      <TableCell className="text-muted tabular-nums max-sm:hidden">
        {version == null ? "–" : text.agents.version(version)}
      </TableCell>
      <TableCell className="text-right whitespace-nowrap text-muted max-sm:hidden">
        <RelativeTime at={agent.updated_at} />
      </TableCell>
    </TableRow>
  );
}

/** As high as the real rows, so that nothing moves when they come. */
export function AgentTableSkeleton() {
  return (
    <div aria-busy="true">
      <Table label={text.agents.title}>
        <AgentTableHead />
        <TableBody>
          {Array.from({ length: kSkeletonRows }, (_, row) => (
            <tr key={row}>
              <TableCell className="h-13 w-full">
                <Skeleton className="w-48 max-w-full" />
              </TableCell>
              <TableCell>
                <Skeleton className="w-16" />
              </TableCell>
              <TableCell className="max-sm:hidden">
                <Skeleton className="w-8" />
              </TableCell>
              <TableCell className="max-sm:hidden">
                <Skeleton className="ml-auto w-16" />
              </TableCell>
            </tr>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
