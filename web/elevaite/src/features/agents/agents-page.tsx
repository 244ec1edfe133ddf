"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Bot, Plus, SearchX } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";

import { entriesOf } from "@elevaite/shared/query";
import { useQueryParam } from "@elevaite/shared/routing";
import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { announce } from "@elevaite/shared/ui/live-region";
import { Page } from "@elevaite/shared/ui/page";
import { SearchField } from "@elevaite/shared/ui/search-field";

import { agentsQuery } from "@/queries/agents";
import { text } from "@/text";

import { AgentTable, AgentTableSkeleton } from "./agent-table";
import { CreateAgentDialog } from "./create-agent-dialog";

export function AgentsPage() {
  const [search, setSearch] = useQueryParam("search");
  const [isCreating, setIsCreating] = useState(false);
  const mayWrite = usePermission("agents:write");
  const createButton = mayWrite ? (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      {text.agents.create}
    </Button>
  ) : null;
  return (
    <Page title={text.agents.title} description={text.agents.description} actions={createButton}>
      <SearchField value={search} onSearch={setSearch} label={text.agents.search} className="max-w-sm" />
      <AgentList search={search} createButton={createButton} />
      <CreateAgentDialog isOpen={isCreating} onOpenChange={setIsCreating} />
    </Page>
  );
}

function AgentList({ search, createButton }: { search: string; createButton: ReactNode }) {
  const query = useInfiniteQuery({
    ...agentsQuery({ search }),
    // The list stays while the next search is on its way; without this every key would flash the skeleton.
    placeholderData: (shown) => shown,
  });
  const agents = query.data ? entriesOf(query.data) : [];
  const isSettled = query.isSuccess && !query.isPlaceholderData;
  useEffect(() => {
    if (isSettled && search) announce(text.agents.found(agents.length));
  }, [isSettled, search, agents.length]);

  if (query.isPending) return <AgentTableSkeleton />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (agents.length === 0 && search) {
    return (
      <EmptyState
        icon={SearchX}
        title={text.agents.nothingFound}
        description={text.agents.nothingFoundDescription(search)}
      />
    );
  }
  if (agents.length === 0) {
    return (
      <EmptyState
        icon={Bot}
        title={text.agents.emptyTitle}
        description={text.agents.emptyDescription}
        action={createButton}
      />
    );
  }
  return (
    <>
      <AgentTable agents={agents} />
      {query.hasNextPage ? (
        <Button
          className="self-center"
          isPending={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {text.agents.loadMore}
        </Button>
      ) : null}
    </>
  );
}
