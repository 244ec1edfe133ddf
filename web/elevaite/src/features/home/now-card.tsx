"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";

import { formatNumber } from "@elevaite/shared/format";
import { text as shared } from "@elevaite/shared/text";
import { Card, CardBody, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { StatusIcon } from "@elevaite/shared/ui/status-badge";

import { runsHref } from "@/queries/run-filter";
import type { Stats } from "@/queries/stats";
import { homeText as text } from "@/text/home";

const active = ["queued", "running", "waiting"] as const;

/** What is under way at this moment, whenever it began, and which processes work on it. */
export function NowCard({ stats }: { stats: Stats }) {
  return (
    <Card aria-label={text.now}>
      <CardHeader className="min-h-12">
        <CardTitle>{text.now}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        <ul aria-label={text.queueDepth} className="flex flex-col">
          {active.map((status) => (
            <li
              key={status}
              className="relative flex h-9 items-center gap-2 rounded-md px-2 text-sm hover:bg-subtle/70"
            >
              <StatusIcon status={status} />
              <Link
                href={runsHref({ statuses: [status], mode: "live" })}
                prefetch={false}
                className="row-link flex-1"
              >
                {shared.status[status]}
              </Link>
              <span className="text-lg font-semibold tabular-nums">{formatNumber(stats.active[status])}</span>
            </li>
          ))}
        </ul>
        {stats.processes ? <Processes processes={stats.processes} now={stats.to} /> : null}
      </CardBody>
    </Card>
  );
}

type ProcessesProps = { processes: NonNullable<Stats["processes"]>; now: string };

function Processes({ processes, now }: ProcessesProps) {
  const isGone = ({ expires_at }: ProcessesProps["processes"][number]) =>
    Date.parse(expires_at) < Date.parse(now);
  const gone = processes.filter(isGone).length;
  const isHealthy = processes.length > 0 && gone === 0;
  const verdict = isHealthy
    ? text.processesHealthy(processes.length)
    : text.processesGone(gone, processes.length);
  return (
    <div className="flex flex-col gap-1.5 border-t pt-3 text-sm">
      <p className="flex items-center gap-2 px-2">
        {isHealthy ? (
          <CircleCheck aria-hidden className="size-3.5 text-success" />
        ) : (
          <TriangleAlert aria-hidden className="size-3.5 text-warning" />
        )}
        {processes.length === 0 ? text.noProcesses : verdict}
      </p>
      <ul aria-label={text.processes} className="flex max-h-28 flex-col gap-1 overflow-y-auto px-2 pl-7.5">
        {processes.map((process) => (
          <li key={process.id} className="flex gap-2 text-xs text-muted">
            <span className="min-w-0 truncate font-mono" title={process.id}>
              …{process.id.slice(-8)}
            </span>
            <span className="ml-auto whitespace-nowrap">
              {isGone(process) ? text.goneSince : text.upSince}{" "}
              <RelativeTime at={isGone(process) ? process.expires_at : process.started_at} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
