"use client";

import { useQuery } from "@tanstack/react-query";

import { ApiProblem } from "@elevaite/shared/api";
import { useRoutePath } from "@elevaite/shared/routing";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { NotFound } from "@elevaite/shared/ui/not-found";
import { Page } from "@elevaite/shared/ui/page";
import { Skeleton, SkeletonText } from "@elevaite/shared/ui/skeleton";

import { isActive } from "@/queries/run-filter";
import { runQuery } from "@/queries/runs";
import { runsText } from "@/text/runs";

import { runPageClasses, RunView } from "./run-view";

/** The journal says at once what happens; this is for what only the row knows. */
const kRefreshMilliseconds = 5000;

export function RunPage() {
  const path = useRoutePath("/runs/[run]");
  // Another run is another page: nothing of the one before may be left.
  return path ? <RunById key={path.run} id={path.run} /> : <RunSkeleton />;
}

function RunById({ id }: { id: string }) {
  const {
    data: run,
    error,
    refetch,
  } = useQuery({
    ...runQuery(id),
    refetchInterval: ({ state }) =>
      state.data && isActive(state.data.status) ? kRefreshMilliseconds : false,
  });
  if (run) return <RunView run={run} />;
  if (error instanceof ApiProblem && error.isNotFound) return <NotFound />;
  if (error) {
    return (
      <Page title={runsText.title}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  return <RunSkeleton />;
}

function RunSkeleton() {
  return (
    <div aria-busy="true">
      <Page
        className={runPageClasses}
        breadcrumb={<SkeletonText className="h-5 w-40" />}
        title={<SkeletonText className="h-7 w-56" />}
      >
        <Skeleton className="h-16 w-full rounded-lg" />
        <Skeleton className="h-9 w-full" />
        <Skeleton className="h-72 w-full rounded-lg" />
      </Page>
    </div>
  );
}
