"use client";

import { formatNumber } from "@elevaite/shared/format";
import { AlertDialog } from "@elevaite/shared/ui/alert-dialog";
import { toast } from "@elevaite/shared/ui/toast";

import { useRedriveJobs, type Redrive } from "@/queries/jobs";
import { jobsText } from "@/text/jobs";

const text = jobsText.failures;

export type AskedRedrive = { redrive: Redrive; isOpen: boolean };

/** Asks before many jobs begin anew: that cannot be taken back, only be cancelled one by one. */
export function RedriveDialog({ asked, onClose }: { asked: AskedRedrive; onClose: () => void }) {
  const send = useRedriveJobs();
  return (
    <AlertDialog
      isOpen={asked.isOpen}
      onOpenChange={onClose}
      title={text.confirmTitle(formatNumber(asked.redrive.count))}
      description={text.confirmDescription}
      action={text.confirmAction}
      isPending={send.isPending}
      onAction={() =>
        send.mutate(asked.redrive, {
          onSuccess: (count) => toast.success(text.redriven(count)),
          onSettled: onClose,
        })
      }
    />
  );
}
