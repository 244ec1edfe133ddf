"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Bot, Plus, SearchX } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState, type ReactNode } from "react";

import { entriesOf } from "@elevaite/shared/query";
import { useQueryParam } from "@elevaite/shared/routing";
import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { announce } from "@elevaite/shared/ui/live-region";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { Page } from "@elevaite/shared/ui/page";
import { SearchField } from "@elevaite/shared/ui/search-field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";

import { agentsQuery, type AgentFilter, type AgentStatus, type AgentSummary } from "@/queries/agents";
import { agentsText as text } from "@/text/agents";

import { AgentTable, AgentTableSkeleton } from "./agent-table";
import { EditAgentDialog } from "./edit-agent-dialog";
import { ImportButton } from "./import-button";

// It has the templates in it.
const CreateAgentDialog = dynamic(() =>
  import("./create-agent-dialog").then((module) => module.CreateAgentDialog),
);

const statuses: AgentStatus[] = ["draft", "deployed", "changed"];
const kAny = "any";

export function AgentsPage() {
  const [search, setSearch] = useQueryParam("search");
  const [wanted, setWanted] = useQueryParam("status");
  const status = statuses.find((each) => each === wanted);
  const [isCreating, setIsCreating] = useState<boolean | null>(null);
  const mayWrite = usePermission("agents:write");
  const createButton = mayWrite ? (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      {text.create.action}
    </Button>
  ) : null;
  const actions = mayWrite ? (
    <>
      <ImportButton />
      {createButton}
    </>
  ) : null;
  return (
    <Page title={text.title} description={text.description} actions={actions}>
      <div className="flex flex-wrap gap-2">
        <SearchField
          value={search}
          onSearch={setSearch}
          label={text.search}
          className="min-w-48 flex-1 sm:max-w-sm"
        />
        <Select value={status ?? kAny} onValueChange={(next) => setWanted(next === kAny ? "" : next)}>
          <SelectTrigger aria-label={text.statusFilter} className="w-full sm:w-48">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={kAny}>{text.anyStatus}</SelectItem>
            {statuses.map((each) => (
              <SelectItem key={each} value={each}>
                {text.status[each]}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </div>
      <AgentList filter={{ search, status }} createButton={createButton} />
      {isCreating === null ? null : <CreateAgentDialog isOpen={isCreating} onOpenChange={setIsCreating} />}
    </Page>
  );
}

function AgentList({ filter, createButton }: { filter: AgentFilter; createButton: ReactNode }) {
  const [edited, setEdited] = useState<AgentSummary | null>(null);
  const query = useInfiniteQuery({
    ...agentsQuery(filter),
    // The list stays while the next search is on its way; without this every key would flash the skeleton.
    placeholderData: (shown) => shown,
  });
  const agents = query.data ? entriesOf(query.data) : [];
  const isSettled = query.isSuccess && !query.isPlaceholderData;
  const isFiltered = Boolean(filter.search) || filter.status !== undefined;
  useEffect(() => {
    if (isSettled && isFiltered) announce(text.found(agents.length));
  }, [isSettled, isFiltered, agents.length]);

  if (query.isPending) return <AgentTableSkeleton />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (agents.length === 0 && isFiltered) {
    return <EmptyState icon={SearchX} title={text.nothingFound} description={text.nothingFoundDescription} />;
  }
  if (agents.length === 0) {
    return (
      <EmptyState
        icon={Bot}
        title={text.emptyTitle}
        description={text.emptyDescription}
        action={createButton}
      />
    );
  }
  return (
    <>
      <AgentTable agents={agents} onEdit={setEdited} />
      <MoreButton query={query}>{text.loadMore}</MoreButton>
      <EditAgentDialog agent={edited} onClose={() => setEdited(null)} />
    </>
  );
}
