"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";

import { formatDuration, formatNumber } from "@elevaite/shared/format";
import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { jobsHref, type JobQueue } from "@/queries/job-filter";
import { queuesQuery, workersQuery, type Queue } from "@/queries/queues";
import { homeText } from "@/text/home";
import { jobsText } from "@/text/jobs";

const text = homeText.queues;

/** How much work stands in the queues, and whether somebody is there to do it. */
export function QueuesCard() {
  const { data: queues, error, refetch } = useQuery(queuesQuery);
  const failed = queues?.reduce((sum, queue) => sum + queue.failed, 0) ?? 0;
  return (
    <Card aria-label={text.title}>
      <CardHeader className="min-h-12">
        <CardTitle>{text.title}</CardTitle>
        <Button asChild variant="ghost" size="sm" className="ml-auto">
          <Link href="/jobs/queues" prefetch={false}>
            {text.all}
          </Link>
        </Button>
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        {queues ? <Depths queues={queues} /> : null}
        {!queues && error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {!queues && !error ? <Skeleton className="h-18 w-full" /> : null}
        {queues ? (
          <div className="flex flex-col gap-1.5 border-t px-2 pt-3 text-sm">
            <WorkerHealth count={queues[0]?.workers ?? 0} />
            {failed > 0 ? (
              <p className="flex items-center gap-2">
                <TriangleAlert aria-hidden className="size-3.5 text-danger" />
                <Link href="/jobs/failures" prefetch={false} className="rounded-sm hover:underline">
                  {text.failed(formatNumber(failed))}
                </Link>
              </p>
            ) : null}
          </div>
        ) : null}
      </CardBody>
    </Card>
  );
}

function Depths({ queues }: { queues: Queue[] }) {
  return (
    <ul aria-label={text.depth} className="flex flex-col">
      {queues.map((queue) => (
        <li
          key={queue.name}
          className="relative flex h-9 items-center gap-2 rounded-md px-2 text-sm hover:bg-subtle/70"
        >
          <Link
            href={jobsHref({ queue: queue.name as JobQueue })}
            prefetch={false}
            className="row-link min-w-0 flex-1 truncate"
          >
            {jobsText.queue[queue.name as JobQueue] ?? queue.name}
          </Link>
          <span className="truncate text-xs text-muted">
            {text.running(formatNumber(queue.running))}
            {queue.oldest_age_ms === null ? null : ` · ${text.oldest(formatDuration(queue.oldest_age_ms))}`}
          </span>
          <span className="text-lg font-semibold tabular-nums">
            {formatNumber(queue.queued + queue.retrying)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function WorkerHealth({ count }: { count: number }) {
  const maySee = usePermission("processes:read");
  const { data: workers } = useQuery({ ...workersQuery, enabled: maySee });
  const sum = (of: "slots" | "running") => workers?.reduce((all, worker) => all + worker[of], 0) ?? 0;
  const isHealthy = count > 0;
  return (
    <p className="flex items-center gap-2">
      {isHealthy ? (
        <CircleCheck aria-hidden className="size-3.5 text-success" />
      ) : (
        <TriangleAlert aria-hidden className="size-3.5 text-warning" />
      )}
      {isHealthy ? jobsText.queues.live(count) : jobsText.queues.noWorkers}
      {workers && isHealthy ? (
        <span className="ml-auto text-xs whitespace-nowrap text-muted tabular-nums">
          {text.slots(formatNumber(sum("running")), formatNumber(sum("slots")))}
        </span>
      ) : null}
    </p>
  );
}
