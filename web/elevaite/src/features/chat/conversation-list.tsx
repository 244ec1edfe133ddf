"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { MessagesSquare, SquarePen } from "lucide-react";
import { useEffect, useState } from "react";

import { entriesOf } from "@elevaite/shared/query";
import { Button } from "@elevaite/shared/ui/button";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Kbd } from "@elevaite/shared/ui/kbd";
import { announce } from "@elevaite/shared/ui/live-region";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { SearchField } from "@elevaite/shared/ui/search-field";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { agentNamesQuery } from "@/queries/agent-names";
import { conversationsQuery } from "@/queries/conversations";
import { chatText as text } from "@/text/chat";

import { ConversationRow } from "./conversation-row";
import { groupByDay } from "./day-groups";
import { kNewChatHotkey } from "./hotkey";
import { useDeletions } from "./use-deletions";

type ConversationListProps = {
  current: string | null;
  onOpen: (conversation: string) => void;
  onNew: () => void;
};

/** The conversations of this person, by day. */
export function ConversationList({ current, onOpen, onNew }: ConversationListProps) {
  const [search, setSearch] = useState("");
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-col gap-2 p-2">
        <Button className="w-full justify-start" onClick={onNew}>
          <SquarePen aria-hidden />
          {text.newChat}
          <Kbd keys={kNewChatHotkey} className="ml-auto" />
        </Button>
        <SearchField value={search} onSearch={setSearch} label={text.search} />
      </div>
      <nav aria-label={text.conversations} className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        <Groups search={search} current={current} onOpen={onOpen} onNew={onNew} />
      </nav>
    </div>
  );
}

function Groups({ search, current, onOpen, onNew }: ConversationListProps & { search: string }) {
  const query = useInfiniteQuery({
    ...conversationsQuery(search),
    // The list stays while the next search is on its way.
    placeholderData: (shown) => shown,
  });
  const { data: agents = [] } = useQuery(agentNamesQuery);
  const { hidden, remove } = useDeletions();
  // Once a visit: a heading that changes at midnight is not worth a timer.
  const [now] = useState(() => Date.now());
  const found = query.data ? entriesOf(query.data).length : 0;
  const isSettled = query.isSuccess && !query.isPlaceholderData;
  useEffect(() => {
    if (isSettled && search) announce(text.found(found));
  }, [isSettled, search, found]);
  if (query.isPending) return <ListSkeleton />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const names = new Map(agents.map(({ id, name }) => [id, name]));
  const shown = entriesOf(query.data).filter(({ id }) => !hidden.has(id));
  if (shown.length === 0) {
    return (
      <p className="flex flex-col items-center gap-2 px-4 py-10 text-center text-sm text-muted">
        <MessagesSquare aria-hidden className="size-5" />
        {search ? text.nothingFound(search) : text.noConversations}
      </p>
    );
  }
  return (
    <>
      {groupByDay(shown, ({ updated_at }) => updated_at, now).map(({ group, entries }) => (
        <section key={group} aria-labelledby={`chat-${group}`} className="pt-2">
          <h2 id={`chat-${group}`} className="px-2 pb-1 text-2xs font-medium text-muted">
            {text.days[group]}
          </h2>
          <ul className="flex flex-col gap-px">
            {entries.map((entry) => (
              <ConversationRow
                key={entry.id}
                conversation={entry}
                agentName={names.get(entry.agent_id) ?? ""}
                isCurrent={entry.id === current}
                onOpen={() => onOpen(entry.id)}
                onDelete={() => {
                  remove(entry.id, () => onOpen(entry.id));
                  if (entry.id === current) onNew();
                }}
              />
            ))}
          </ul>
        </section>
      ))}
      <MoreButton query={query} variant="ghost" className="mt-2 w-full">
        {text.loadMore}
      </MoreButton>
    </>
  );
}

function ListSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-1 pt-3">
      {Array.from({ length: 6 }, (_, row) => (
        <Skeleton key={row} className="h-11 w-full rounded-md" />
      ))}
    </div>
  );
}
