"use client";

import { useState, type FormEvent } from "react";

import { ApiProblem, describeProblem } from "@elevaite/shared/api";
import { text as shared } from "@elevaite/shared/text";
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
import { Textarea } from "@elevaite/shared/ui/textarea";
import { toast } from "@elevaite/shared/ui/toast";

import { useUpdateApiKey, type ApiKey } from "@/queries/api-keys";
import { text as all } from "@/text/api-keys";

import { addressesIn, addressFault } from "./address-list";

const text = all.edit;

type EditApiKeyDialogProps = { apiKey: ApiKey; isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

export function EditApiKeyDialog({ apiKey, isOpen, onOpenChange }: EditApiKeyDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent>
        <EditForm apiKey={apiKey} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function EditForm({ apiKey, onDone }: { apiKey: ApiKey; onDone: () => void }) {
  const update = useUpdateApiKey();
  const [blocks, setBlocks] = useState<string[]>([]);
  const faults = update.error instanceof ApiProblem ? update.error.fields : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (update.isPending) return;
    const data = new FormData(event.currentTarget);
    const allowed_addresses = addressesIn(String(data.get("allowed_addresses") ?? ""));
    setBlocks(allowed_addresses);
    update.mutate(
      { id: apiKey.id, name: String(data.get("name") ?? "").trim(), allowed_addresses },
      {
        onSuccess: () => {
          toast.success(text.done(apiKey.name));
          onDone();
        },
      },
    );
  };
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogHeader>
        <DialogTitle>{text.title(apiKey.name)}</DialogTitle>
        <DialogDescription>{text.description}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {update.error && Object.keys(faults).length === 0 ? (
          <Alert tone="danger" title={describeProblem(update.error).title}>
            {describeProblem(update.error).detail}
          </Alert>
        ) : null}
        <Field label={all.form.name} error={faults["name"]}>
          <Input name="name" required maxLength={200} autoComplete="off" defaultValue={apiKey.name} />
        </Field>
        <Field label={all.form.addresses} hint={all.form.addressesHint} error={addressFault(faults, blocks)}>
          <Textarea
            name="allowed_addresses"
            spellCheck={false}
            className="font-mono"
            defaultValue={apiKey.allowed_addresses.join("\n")}
          />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={update.isPending}>
          {text.submit}
        </Button>
      </DialogFooter>
    </form>
  );
}
