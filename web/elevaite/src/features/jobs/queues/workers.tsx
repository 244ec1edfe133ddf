"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";

import { formatNumber } from "@elevaite/shared/format";
import { usePermission } from "@elevaite/shared/session";
import { Card, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { ProgressBar } from "@elevaite/shared/ui/progress-bar";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { workersQuery, type Worker } from "@/queries/queues";
import { jobsText } from "@/text/jobs";

const text = jobsText.queues;

/** Who works the queues off. */
export function Workers({ count }: { count: number }) {
  const maySee = usePermission("processes:read");
  const { data: workers, error, refetch } = useQuery({ ...workersQuery, enabled: maySee });
  const Icon = count > 0 ? CircleCheck : TriangleAlert;
  return (
    <Card aria-label={text.workers}>
      <CardHeader>
        <CardTitle>{text.workers}</CardTitle>
        <p className="ml-auto flex items-center gap-1.5 text-sm text-muted">
          <Icon aria-hidden className={count > 0 ? "size-3.5 text-success" : "size-3.5 text-warning"} />
          {count > 0 ? text.live(count) : text.noWorkers}
        </p>
      </CardHeader>
      {maySee ? null : <p className="px-4 py-3 text-sm text-muted">{text.mayNotSee}</p>}
      {maySee && error && !workers ? (
        <ErrorState error={error} onRetry={() => void refetch()} className="m-4" />
      ) : null}
      {maySee && !workers && !error ? <Skeleton className="m-4 h-8" /> : null}
      {workers && workers.length > 0 ? (
        <ul className="divide-y">
          {workers.map((worker) => (
            <WorkerRow key={worker.id} worker={worker} />
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

function WorkerRow({ worker }: { worker: Worker }) {
  const { id, slots, running, started_at: since } = worker;
  const used = text.slotsOf(formatNumber(running), formatNumber(slots));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
      <span className="font-mono text-xs" title={id}>
        …{id.slice(-8)}
      </span>
      <span className="flex min-w-40 flex-1 items-center gap-2.5">
        <ProgressBar label={used} share={slots > 0 ? running / slots : 0} className="max-w-40" />
        <span className="text-xs whitespace-nowrap text-muted tabular-nums">{used}</span>
      </span>
      <span className="text-xs text-muted">
        {text.since} <RelativeTime at={since} />
      </span>
    </li>
  );
}
