"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Bot, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";

import { entriesOf } from "@elevaite/shared/query";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { SearchField } from "@elevaite/shared/ui/search-field";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { agentsQuery } from "@/queries/agents";
import { chatText } from "@/text/chat";

const text = chatText.picker;

/** Whom to talk to: the agents that are deployed. */
export function AgentPicker({ onPick }: { onPick: (slug: string) => void }) {
  const [search, setSearch] = useState("");
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex w-full max-w-xl flex-col gap-4 px-4 py-10 sm:py-16">
        <div className="flex flex-col gap-1">
          <h2 className="text-xl font-semibold tracking-tight">{text.title}</h2>
          <p className="text-sm text-muted">{text.description}</p>
        </div>
        <SearchField value={search} onSearch={setSearch} label={text.search} />
        <Choices search={search} onPick={onPick} />
      </div>
    </div>
  );
}

function Choices({ search, onPick }: { search: string; onPick: (slug: string) => void }) {
  const query = useInfiniteQuery({ ...agentsQuery({ search }), placeholderData: (shown) => shown });
  if (query.isPending) return <Skeleton className="h-44 w-full rounded-lg" aria-busy="true" />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const agents = entriesOf(query.data).filter(({ deployment }) => deployment);
  if (agents.length === 0 && !query.hasNextPage) {
    if (search) return <p className="py-6 text-center text-sm text-muted">{text.nothingFound(search)}</p>;
    return (
      <EmptyState
        icon={Bot}
        title={text.emptyTitle}
        description={text.emptyDescription}
        action={
          <Button asChild variant="primary">
            <Link href="/agents">{text.toAgents}</Link>
          </Button>
        }
      />
    );
  }
  return (
    <>
      <ul className="flex flex-col divide-y rounded-lg border bg-surface shadow-sm">
        {agents.map(({ id, slug, name, description }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onPick(slug)}
              className="flex w-full items-center gap-3 px-3.5 py-3 text-left hover:bg-subtle/60"
            >
              <Bot aria-hidden className="size-5 shrink-0 text-accent-text" />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{name}</span>
                <span className="line-clamp-2 text-sm text-muted">{description}</span>
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
            </button>
          </li>
        ))}
      </ul>
      <MoreButton query={query} className="">
        {chatText.loadMore}
      </MoreButton>
    </>
  );
}
