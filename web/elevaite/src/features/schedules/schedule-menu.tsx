"use client";

import { Ellipsis, ListChecks, Pause, Play, SquarePen, TimerReset } from "lucide-react";
import { useRouter } from "next/navigation";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { toast } from "@elevaite/shared/ui/toast";

import { useAgentName } from "@/queries/use-agent-name";
import { useFireSchedule, useSetPaused, type Schedule } from "@/queries/schedules";
import { text } from "@/text/schedules";

/** What can be done with a schedule; pausing can be taken back. */
export function ScheduleMenu({ schedule }: { schedule: Schedule }) {
  const router = useRouter();
  const { name } = useAgentName(schedule.agent_id);
  const agent = name ?? schedule.agent_id;
  const mayDeploy = usePermission("agents:deploy");
  const mayRun = usePermission("agents:chat");
  const pause = useSetPaused();
  const fire = useFireSchedule();
  const isActive = schedule.status === "active";

  const setPaused = (isPaused: boolean) =>
    pause.mutate(
      { id: schedule.id, isPaused },
      {
        onSuccess: () =>
          toast.success(isPaused ? text.paused(agent) : text.resumed(agent), {
            undo: () => pause.mutate({ id: schedule.id, isPaused: !isPaused }),
          }),
      },
    );
  const run = () =>
    fire.mutate(schedule.id, {
      onSuccess: (job) => {
        toast.success(text.fired(agent));
        router.push(`/jobs/${job.id}`);
      },
    });

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={text.actionsOf(agent)}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {mayRun && schedule.status !== "off" ? (
          <DropdownMenuItem onSelect={run}>
            <Play aria-hidden />
            {text.fire}
          </DropdownMenuItem>
        ) : null}
        {mayDeploy && schedule.status !== "off" ? (
          <DropdownMenuItem onSelect={() => setPaused(isActive)}>
            {isActive ? <Pause aria-hidden /> : <TimerReset aria-hidden />}
            {isActive ? text.pause : text.resume}
          </DropdownMenuItem>
        ) : null}
        {schedule.last_job_id ? (
          <DropdownMenuItem onSelect={() => router.push(`/jobs/${schedule.last_job_id}`)}>
            <ListChecks aria-hidden />
            {text.lastJob}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={() => router.push(`/agents/${schedule.agent_id}/studio`)}>
          <SquarePen aria-hidden />
          {text.openAgent}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
