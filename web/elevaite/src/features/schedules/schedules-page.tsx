"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import Link from "next/link";

import { entriesOf } from "@elevaite/shared/query";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { MoreButton } from "@elevaite/shared/ui/more-button";
import { Page } from "@elevaite/shared/ui/page";

import { schedulesQuery } from "@/queries/schedules";
import { text } from "@/text/schedules";

import { ScheduleTable, ScheduleTableSkeleton } from "./schedule-table";

export function SchedulesPage() {
  return (
    <Page title={text.title} description={text.description}>
      <ScheduleList />
    </Page>
  );
}

function ScheduleList() {
  const query = useInfiniteQuery(schedulesQuery);
  if (query.isPending) return <ScheduleTableSkeleton />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const schedules = entriesOf(query.data);
  if (schedules.length === 0) {
    return (
      <EmptyState
        icon={CalendarClock}
        title={text.emptyTitle}
        description={text.emptyDescription}
        action={
          <Button asChild>
            <Link href="/agents">{text.goToAgents}</Link>
          </Button>
        }
      />
    );
  }
  return (
    <>
      <ScheduleTable schedules={schedules} />
      <MoreButton query={query}>{text.loadMore}</MoreButton>
    </>
  );
}
