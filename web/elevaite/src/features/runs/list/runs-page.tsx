"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowUp, SearchX, Workflow } from "lucide-react";
import Link from "next/link";
import { useEffect, useMemo } from "react";

import { entriesOf } from "@elevaite/shared/query";
import { useQueryParams } from "@elevaite/shared/routing";
import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { announce } from "@elevaite/shared/ui/live-region";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { Page } from "@elevaite/shared/ui/page";

import {
  noRunFilter,
  readRunFilter,
  runFilterParams,
  runFilterQuery,
  type RunFilter,
} from "@/queries/run-filter";
import { runsQuery } from "@/queries/runs";
import { runsText as text } from "@/text/runs";

import { BulkBar } from "./bulk-bar";
import { FilterBar } from "./filter-bar";
import { RunTable, RunTableSkeleton } from "./run-table";
import { useLiveRuns } from "./use-live-runs";
import { useSelection } from "./use-selection";
import { ViewsMenu } from "./views-menu";

export function RunsPage() {
  const [params, setParams] = useQueryParams();
  const filter = readRunFilter(params);
  const setFilter = (next: RunFilter) => setParams(runFilterParams(next));
  const query = runFilterQuery(filter);
  return (
    <Page
      title={text.title}
      description={text.description}
      actions={
        <ViewsMenu
          current={query}
          onChoose={(chosen) => setFilter(readRunFilter(new URLSearchParams(chosen)))}
        />
      }
    >
      <FilterBar filter={filter} onChange={setFilter} />
      <RunList filter={filter} onClear={() => setFilter(noRunFilter)} />
    </Page>
  );
}

function RunList({ filter, onClear }: { filter: RunFilter; onClear: () => void }) {
  const query = useInfiniteQuery({
    ...runsQuery(filter),
    // The list stays while the one for other filters is on its way.
    placeholderData: (shown) => shown,
  });
  const runs = useMemo(() => (query.data ? entriesOf(query.data) : null), [query.data]);
  const live = useLiveRuns(filter, query.isPlaceholderData ? null : runs);
  const selection = useSelection(runs ?? []);
  const mayManage = usePermission("runs:manage");
  const isFiltered = runFilterQuery(filter) !== "";
  const count = runs?.length;
  useEffect(() => {
    if (isFiltered && count !== undefined) announce(text.found(count));
  }, [isFiltered, count]);

  if (query.isError && !runs) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!runs) return <RunTableSkeleton />;
  if (runs.length === 0) return <NoRuns isFiltered={isFiltered} onClear={onClear} />;
  return (
    <>
      {live.newCount > 0 ? (
        // Without a height of its own: nothing moves when it comes.
        <div className="sticky top-3 z-20 -mb-4 flex h-0 justify-center">
          <Button
            size="sm"
            className="-mt-3 rounded-full text-accent-text shadow-md"
            onClick={() => {
              live.showNew();
              window.scrollTo({ top: 0 });
            }}
          >
            <ArrowUp aria-hidden />
            {text.newRuns(live.newCount, live.isMore)}
          </Button>
        </div>
      ) : null}
      <RunTable runs={runs} selection={mayManage ? selection : null} />
      <MoreButton query={query}>{text.showMore}</MoreButton>
      <BulkBar selection={selection} />
    </>
  );
}

function NoRuns({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState
        icon={SearchX}
        title={text.nothingFound}
        description={text.nothingFoundDescription}
        action={<Button onClick={onClear}>{text.filters.clear}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={Workflow}
      title={text.emptyTitle}
      description={text.emptyDescription}
      action={
        <Button asChild variant="primary">
          <Link href="/agents">{text.emptyAction}</Link>
        </Button>
      }
    />
  );
}
