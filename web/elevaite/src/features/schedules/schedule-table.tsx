"use client";

import { Badge } from "@elevaite/shared/ui/badge";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { SkeletonText } from "@elevaite/shared/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@elevaite/shared/ui/table";
import { TableSkeleton, type SkeletonColumn } from "@elevaite/shared/ui/table-skeleton";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import type { Schedule } from "@/queries/schedules";
import { useAgentName } from "@/queries/use-agent-name";
import { text } from "@/text/schedules";

import { ScheduleMenu } from "./schedule-menu";

const tones = { active: "success", paused: "warning", off: "neutral" } as const;

export function ScheduleTable({ schedules }: { schedules: Schedule[] }) {
  return (
    <Table label={text.title}>
      <Head />
      <TableBody>
        {schedules.map((schedule) => (
          <ScheduleRow key={schedule.id} schedule={schedule} />
        ))}
      </TableBody>
    </Table>
  );
}

function Head() {
  return (
    <TableHeader>
      <tr>
        <TableHead>{text.columns.agent}</TableHead>
        <TableHead className="max-md:hidden">{text.columns.when}</TableHead>
        <TableHead>{text.columns.next}</TableHead>
        <TableHead className="max-sm:hidden">{text.columns.last}</TableHead>
        <TableHead className="max-sm:hidden">{text.columns.status}</TableHead>
        <TableHead className="w-12">
          <span className="sr-only">{text.columns.actions}</span>
        </TableHead>
      </tr>
    </TableHeader>
  );
}

function ScheduleRow({ schedule }: { schedule: Schedule }) {
  const { name } = useAgentName(schedule.agent_id);
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <p className="truncate font-medium">
          {name ?? <SkeletonText className="inline-block w-28 align-middle" />}
        </p>
        <p className="truncate font-mono text-xs text-muted md:hidden">{schedule.cron}</p>
      </TableCell>
      <TableCell className="whitespace-nowrap max-md:hidden">
        <span className="font-mono text-xs">{schedule.cron}</span>{" "}
        <span className="text-xs text-muted">{text.in(schedule.time_zone)}</span>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted">
        <NextTime schedule={schedule} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-sm:hidden">
        {schedule.last_at ? <RelativeTime at={schedule.last_at} /> : text.notYet}
      </TableCell>
      <TableCell className="max-sm:hidden">
        <Badge tone={tones[schedule.status]} title={text.statusHint[schedule.status]}>
          {text.status[schedule.status]}
        </Badge>
      </TableCell>
      <TableCell>
        <ScheduleMenu schedule={schedule} />
      </TableCell>
    </TableRow>
  );
}

/** The next time; the ones after it when it is pointed at. */
function NextTime({ schedule }: { schedule: Schedule }) {
  if (!schedule.next_at) return schedule.status === "active" ? text.neverComes : text.status[schedule.status];
  return (
    <Tooltip
      content={
        <>
          <p>{text.upcoming}</p>
          <ul>
            {schedule.upcoming.map((time) => (
              <li key={time} className="tabular-nums">
                {time.replace("T", " ")}
              </li>
            ))}
          </ul>
        </>
      }
    >
      <button type="button" className="cursor-help">
        <RelativeTime at={schedule.next_at} />
      </button>
    </Tooltip>
  );
}

const skeleton: SkeletonColumn[] = [
  { cell: "w-full", bar: "w-48 max-w-full" },
  { cell: "max-md:hidden", bar: "w-40" },
  { bar: "w-16" },
  { cell: "max-sm:hidden", bar: "w-16" },
  { cell: "max-sm:hidden", bar: "w-14" },
  { bar: null },
];

/** As high as the real rows, so that nothing moves when they come. */
export function ScheduleTableSkeleton() {
  return <TableSkeleton label={text.title} head={<Head />} columns={skeleton} rows={3} />;
}
