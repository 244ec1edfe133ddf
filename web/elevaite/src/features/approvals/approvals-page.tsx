"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useEffect, useRef } from "react";

import { useHotkeys } from "@elevaite/shared/hotkeys";
import { entriesOf } from "@elevaite/shared/query";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Kbd } from "@elevaite/shared/ui/kbd";
import { announce } from "@elevaite/shared/ui/live-region";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { Page } from "@elevaite/shared/ui/page";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { agentNamesQuery } from "@/queries/agent-names";
import { approvalCountQuery, approvalsQuery, type Approval } from "@/queries/approvals";
import { approvalsText as text } from "@/text/approvals";

import { ApprovalItem } from "./approval-item";

/** A page of runs may hold no approval at all; so many are asked for before somebody has to. */
const kEmptyPages = 5;

export function ApprovalsPage() {
  return (
    <Page title={text.title} description={text.description} className="max-w-3xl">
      <ApprovalList />
    </Page>
  );
}

/** A step may ask several times, one call after the other; each is a question of its own. */
function keyOf({ run_id, step, payload }: Approval): string {
  return `${run_id}/${step}/${JSON.stringify(payload)}`;
}

function ApprovalList() {
  const query = useInfiniteQuery(approvalsQuery);
  const { data: agents = [] } = useQuery(agentNamesQuery);
  const approvals = query.data ? entriesOf(query.data) : [];
  const pages = query.data?.pages.length ?? 0;
  const count = approvals.length;
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isSuccess } = query;
  useEffect(() => {
    if (count === 0 && hasNextPage && !isFetchingNextPage && pages < kEmptyPages) void fetchNextPage();
  }, [count, hasNextPage, isFetchingNextPage, pages, fetchNextPage]);
  useEffect(() => {
    if (isSuccess) announce(text.count(String(count)));
  }, [isSuccess, count]);
  const client = useQueryClient();
  useEffect(() => {
    // The navigation asks seldom; while the list is looked at, it knows better.
    if (isSuccess) client.setQueryData(approvalCountQuery.queryKey, { count, hasMore: hasNextPage });
  }, [client, isSuccess, count, hasNextPage]);
  const list = useRef<HTMLUListElement>(null);
  useItemKeys(list);

  if (query.isPending) return <ListSkeleton />;
  if (query.isError && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (count === 0 && !hasNextPage) {
    return <EmptyState icon={ShieldCheck} title={text.emptyTitle} description={text.emptyDescription} />;
  }
  const names = new Map(agents.map(({ id, name }) => [id, name]));
  return (
    <>
      <KeyHints />
      <ul ref={list} aria-label={text.title} className="flex flex-col gap-3">
        {approvals.map((approval, index) => (
          <ApprovalItem
            key={keyOf(approval)}
            approval={approval}
            place={index + 1}
            agentName={names.get(approval.agent_id) ?? text.unknownAgent}
          />
        ))}
      </ul>
      <MoreButton query={query}>{text.loadMore}</MoreButton>
    </>
  );
}

/** j and k go from one to the next; the focus shows which one is meant. */
function useItemKeys(list: React.RefObject<HTMLUListElement | null>) {
  const move = (by: number) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>("[data-approval]") ?? [])];
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const next = items[Math.min(Math.max(at + by, 0), items.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useHotkeys({ j: () => move(1), k: () => move(-1) });
}

function KeyHints() {
  const hints = [
    ["j", text.keyNext],
    ["k", text.keyPrevious],
    ["a", text.keyApprove],
    ["r", text.keyRefuse],
  ] as const;
  return (
    <p aria-label={text.keys} className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted max-md:hidden">
      {hints.map(([key, words]) => (
        <span key={key} className="flex items-center gap-1.5">
          <Kbd keys={key} />
          {words}
        </span>
      ))}
    </p>
  );
}

function ListSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-3">
      <Skeleton className="h-40 w-full rounded-lg" />
      <Skeleton className="h-40 w-full rounded-lg" />
    </div>
  );
}
