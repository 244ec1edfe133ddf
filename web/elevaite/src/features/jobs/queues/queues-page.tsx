"use client";

import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { queuesQuery, type Queue } from "@/queries/queues";
import { jobsText } from "@/text/jobs";

import { JobsFrame } from "../jobs-frame";
import { QueueCard } from "./queue-card";
import { Workers } from "./workers";

const text = jobsText.queues;

export function QueuesPage() {
  const { data: queues, error, refetch } = useQuery(queuesQuery);
  return (
    <JobsFrame title={text.title} description={text.description}>
      {queues ? <Queues queues={queues} /> : null}
      {!queues && error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!queues && !error ? <QueuesSkeleton /> : null}
    </JobsFrame>
  );
}

function Queues({ queues }: { queues: Queue[] }) {
  return (
    <>
      <div className="grid gap-4 lg:grid-cols-2">
        {queues.map((queue) => (
          <QueueCard key={queue.name} queue={queue} />
        ))}
      </div>
      <Workers count={queues[0]?.workers ?? 0} />
    </>
  );
}

function QueuesSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <div className="grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-48 rounded-lg" />
        <Skeleton className="h-48 rounded-lg" />
      </div>
      <Skeleton className="h-32 rounded-lg" />
    </div>
  );
}
