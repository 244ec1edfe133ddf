"use client";

import { useState, type FormEvent } from "react";

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

import { runsText } from "@/text/runs";

const text = runsText.cancel;

type CancelDialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** As a verb: "Cancel run". */
  action: string;
  onCancel: (reason: string) => void;
};

/** Asks before runs are ended, because nothing brings them back; and why, because the journal keeps it. */
export function CancelDialog({ isOpen, onOpenChange, title, action, onCancel }: CancelDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent>
        <CancelForm
          title={title}
          action={action}
          onCancel={(reason) => {
            onOpenChange(false);
            onCancel(reason);
          }}
        />
      </DialogContent>
    </Dialog>
  );
}

function CancelForm({ title, action, onCancel }: Pick<CancelDialogProps, "title" | "action" | "onCancel">) {
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCancel(reason.trim());
  };
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogHeader>
        <DialogTitle>{title}</DialogTitle>
        <DialogDescription>{text.description}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        <Field label={text.reason} hint={text.reasonHint}>
          <Input
            value={reason}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{text.keep}</Button>
        </DialogClose>
        <Button type="submit" variant="danger">
          {action}
        </Button>
      </DialogFooter>
    </form>
  );
}
