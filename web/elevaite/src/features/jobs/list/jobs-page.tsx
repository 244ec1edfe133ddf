"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ListChecks, SearchX } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";

import { entriesOf } from "@elevaite/shared/query";
import { useQueryParams } from "@elevaite/shared/routing";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { announce } from "@elevaite/shared/ui/live-region";
import { MoreButton } from "@elevaite/shared/ui/more-button";

import { jobFilterQuery, noJobFilter, readJobFilter, type JobFilter } from "@/queries/job-filter";
import { jobsQuery } from "@/queries/jobs";
import { jobsText as text } from "@/text/jobs";

import { JobsFrame } from "../jobs-frame";
import { JobFilterBar } from "./job-filter-bar";
import { JobTable, JobTableSkeleton } from "./job-table";

export function JobsPage() {
  const [params, setParams] = useQueryParams();
  const filter = readJobFilter(params);
  return (
    <JobsFrame title={text.title} description={text.description}>
      <JobFilterBar filter={filter} onChange={setParams} />
      <JobList filter={filter} onClear={() => setParams(noJobFilter)} />
    </JobsFrame>
  );
}

function JobList({ filter, onClear }: { filter: JobFilter; onClear: () => void }) {
  const query = useInfiniteQuery({
    ...jobsQuery(filter),
    // The list stays while the one for other filters is on its way.
    placeholderData: (shown) => shown,
  });
  const jobs = query.data ? entriesOf(query.data) : null;
  const isFiltered = jobFilterQuery(filter) !== "";
  const count = jobs?.length;
  useEffect(() => {
    if (isFiltered && count !== undefined) announce(text.found(count));
  }, [isFiltered, count]);

  if (query.isError && !jobs) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!jobs) return <JobTableSkeleton />;
  if (jobs.length === 0) return <NoJobs isFiltered={isFiltered} onClear={onClear} />;
  return (
    <>
      <JobTable jobs={jobs} />
      <MoreButton query={query}>{text.showMore}</MoreButton>
    </>
  );
}

function NoJobs({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
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
      icon={ListChecks}
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
