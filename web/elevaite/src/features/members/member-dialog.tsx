"use client";

import { useMutation } from "@tanstack/react-query";

import { AlertDialog } from "@elevaite/shared/ui/alert-dialog";
import { toast } from "@elevaite/shared/ui/toast";

import { useLeaveTenant, useRemoveMember, useTransferTenant, type Member } from "@/queries/members";
import { membersPageText as text } from "@/text/members";

export type Question = "remove" | "leave" | "transfer";
export type Asked = { question: Question; member: Member };

type MemberDialogProps = { asked: Asked; isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** Asks before a membership ends or changes hands. */
export function MemberDialog({ asked: { question, member }, isOpen, onOpenChange }: MemberDialogProps) {
  const name = member.name || member.email;
  const [remove, leave, transfer] = [useRemoveMember(), useLeaveTenant(), useTransferTenant()];
  const act = useMutation({
    mutationFn: async () => {
      if (question === "remove") await remove.mutateAsync(member.id);
      else if (question === "transfer") await transfer.mutateAsync(member.id);
      else await leave.mutateAsync(undefined);
    },
    onSuccess: () => {
      // Whoever has left, or has another role, begins anew: the session that this tab knows is no longer true.
      if (question === "leave") window.location.replace("/");
      else if (question === "transfer") window.location.reload();
      else toast.success(text.remove.done(name));
    },
    onSettled: () => onOpenChange(false),
    // The mutation within has shown it.
    meta: { showsOwnErrors: true },
  });
  const titles = {
    remove: text.remove.title(name),
    leave: text.leave.title,
    transfer: text.transfer.title(name),
  };
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={titles[question]}
      description={text[question].description}
      action={text[question].submit}
      onAction={() => act.mutate()}
      isDangerous
      isPending={act.isPending}
    />
  );
}
