"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { ApiProblem, describeProblem } from "@elevaite/shared/api";
import { meQuery, type Role } from "@elevaite/shared/session";
import { Alert } from "@elevaite/shared/ui/alert";
import { Button } from "@elevaite/shared/ui/button";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { toast } from "@elevaite/shared/ui/toast";
import { text as shared } from "@elevaite/shared/text";

import { useInvite } from "@/queries/invitations";
import { membersPageText as all } from "@/text/members";

import { RoleSelect } from "./role-select";

const text = all.form;

type InviteDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

export function InviteDialog({ isOpen, onOpenChange }: InviteDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent>
        <InviteForm onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function InviteForm({ onDone }: { onDone: () => void }) {
  const { data: me } = useQuery(meQuery);
  const invite = useInvite();
  const [role, setRole] = useState<Role>("builder");
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (invite.isPending) return;
    const email = String(new FormData(event.currentTarget).get("email") ?? "").trim();
    setFault(email ? undefined : text.emailMissing);
    if (!email) return;
    invite.mutate(
      { email, role },
      {
        onSuccess: () => {
          toast.success(text.sent(email));
          onDone();
        },
        onError: (error) => setFault(error instanceof ApiProblem ? error.fields["email"] : undefined),
      },
    );
  };
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogHeader>
        <DialogTitle>{text.title}</DialogTitle>
        <DialogDescription>{text.description}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {invite.error && !fault ? (
          <Alert tone="danger" title={describeProblem(invite.error).title}>
            {describeProblem(invite.error).detail}
          </Alert>
        ) : null}
        <Field label={text.email} error={fault}>
          <Input name="email" type="email" required maxLength={254} autoComplete="off" />
        </Field>
        <div className="flex flex-col gap-1.5">
          <p className="text-sm font-medium">{text.role}</p>
          <RoleSelect label={text.role} value={role} own={me?.tenant.role ?? "viewer"} onChange={setRole} />
          <p className="text-xs text-muted">{all.roles[role]}</p>
        </div>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={invite.isPending}>
          {text.submit}
        </Button>
      </DialogFooter>
    </form>
  );
}
