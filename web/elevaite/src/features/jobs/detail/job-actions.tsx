"use client";

import { Ban, Ellipsis, RotateCcw } from "lucide-react";
import { useState } from "react";

import { usePermission } from "@elevaite/shared/session";
import { AlertDialog } from "@elevaite/shared/ui/alert-dialog";
import { Button } from "@elevaite/shared/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { toast } from "@elevaite/shared/ui/toast";

import { isUnderWay } from "@/queries/job-filter";
import { useCancelJob, useRedriveJob, type Job } from "@/queries/jobs";
import { jobsText } from "@/text/jobs";

const text = jobsText.actions;

export function JobActions({ job }: { job: Job }) {
  const mayManage = usePermission("runs:manage");
  const cancel = useCancelJob();
  const redrive = useRedriveJob();
  const [isAsking, setIsAsking] = useState(false);
  const copy = (value: string) =>
    void navigator.clipboard.writeText(value).then(() => toast.info(text.copied));
  return (
    <>
      {mayManage && job.status === "failed" ? (
        <Button
          variant="primary"
          isPending={redrive.isPending}
          onClick={() => redrive.mutate(job.id, { onSuccess: () => toast.success(text.redriven) })}
        >
          <RotateCcw aria-hidden />
          {text.redrive}
        </Button>
      ) : null}
      {mayManage && isUnderWay(job.status) && !job.is_cancelling ? (
        <Button isPending={cancel.isPending} onClick={() => setIsAsking(true)}>
          <Ban aria-hidden />
          {text.cancel}
        </Button>
      ) : null}
      <DropdownMenu modal={false}>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={text.more}>
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => copy(job.id)}>{text.copyId}</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => copy(JSON.stringify(job, null, 2))}>
            {text.copyJson}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <AlertDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={text.cancelTitle}
        description={text.cancelDescription}
        action={text.cancel}
        isDangerous
        onAction={() => {
          setIsAsking(false);
          cancel.mutate(job.id, { onSuccess: () => toast.success(text.cancelled) });
        }}
      />
    </>
  );
}
