"use client";

import { Ban, Ellipsis, GitFork, ListPlus, MessagesSquare, RotateCcw, Workflow } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { toast } from "@elevaite/shared/ui/toast";

import { useRunInBackground } from "@/queries/jobs";
import { isActive } from "@/queries/run-filter";
import type { Step } from "@/queries/run-journal";
import { useCancelRun, useRetryRun, type Run } from "@/queries/runs";
import { forkText } from "@/text/run-forks";
import { runsText } from "@/text/runs";

import { CancelDialog } from "../cancel-dialog";
import { ForkDialog } from "./fork-dialog";
import { forkableSteps, likelyStart } from "./fork-input";
import type { NodeTitles } from "./step-titles";

const text = runsText.actions;

type RunActionsProps = {
  run: Run;
  /** Newer than the run's own: the journal brings it first. */
  status: Run["status"];
  steps: Step[];
  titles: NodeTitles;
  /** The step that is shown. */
  selected: string | null;
};

export function RunActions({ run, status, steps, titles, selected }: RunActionsProps) {
  const router = useRouter();
  const mayManage = usePermission("runs:manage");
  const cancel = useCancelRun(run.id);
  const retry = useRetryRun(run.id);
  const background = useRunInBackground();
  const mayRun = usePermission("agents:chat");
  const triggerNode = steps.find(({ kind }) => kind.endsWith("_trigger"))?.node;
  const again = () =>
    background.mutateAsync({ agent: run.agent_id, input: run.input, triggerNode }).then(
      ({ id }) => {
        toast.success(text.queued);
        router.push(`/jobs/${id}`);
      },
      (error: unknown) => toast.problem(error),
    );
  const [isAsking, setIsAsking] = useState(false);
  const [isForking, setIsForking] = useState(false);
  const forkable = forkableSteps(steps);
  const copy = (value: string) =>
    void navigator.clipboard.writeText(value).then(() => toast.info(text.copied));
  return (
    <>
      {mayManage && (status === "failed" || status === "cancelled") ? (
        <Button
          variant="primary"
          isPending={retry.isPending}
          onClick={() =>
            retry.mutate(undefined, {
              onSuccess: (next) => {
                toast.success(text.retried);
                router.push(`/runs/${next.id}`);
              },
            })
          }
        >
          <RotateCcw aria-hidden />
          {text.retry}
        </Button>
      ) : null}
      {mayManage && isActive(status) ? (
        <Button isPending={cancel.isPending} onClick={() => setIsAsking(true)}>
          <Ban aria-hidden />
          {runsText.cancel.action}
        </Button>
      ) : null}
      {mayManage && !isActive(status) && forkable.length > 0 ? (
        <Button onClick={() => setIsForking(true)}>
          <GitFork aria-hidden />
          {forkText.action}
        </Button>
      ) : null}
      <Button asChild>
        <Link href={`/agents/${run.agent_id}/studio?run=${run.id}`} prefetch={false}>
          <Workflow aria-hidden />
          {text.studio}
        </Link>
      </Button>
      <DropdownMenu modal={false}>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={text.more}>
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {mayRun && run.trigger !== "chat" && !run.is_test ? (
            <DropdownMenuItem onSelect={() => void again()}>
              <ListPlus aria-hidden />
              {text.inBackground}
            </DropdownMenuItem>
          ) : null}
          {run.conversation_id ? (
            <DropdownMenuItem asChild>
              <Link href={`/chat/${run.conversation_id}`} prefetch={false}>
                <MessagesSquare aria-hidden />
                {text.conversation}
              </Link>
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => copy(run.id)}>{text.copyId}</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => copy(JSON.stringify(run, null, 2))}>
            {text.copyJson}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ForkDialog
        isOpen={isForking}
        onOpenChange={setIsForking}
        run={run.id}
        steps={forkable}
        titles={titles}
        from={likelyStart(steps, selected)}
      />
      <CancelDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={runsText.cancel.title}
        action={runsText.cancel.action}
        onCancel={(reason) => cancel.mutate(reason)}
      />
    </>
  );
}
