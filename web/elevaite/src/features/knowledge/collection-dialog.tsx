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

import { useSaveCollection, type Collection } from "@/queries/knowledge";
import { knowledgeText } from "@/text/knowledge";

const text = knowledgeText.form;

type CollectionDialogProps = {
  /** Null: a new one. */
  collection: Collection | null;
  isOpen: boolean;
  onClose: () => void;
  onSaved?: (collection: Collection) => void;
};

/** What a collection is called, of a new one and of one that there is. */
export function CollectionDialog({ isOpen, onClose, ...form }: CollectionDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onClose}>
      <DialogContent>
        {/* Inside the content, so that it begins anew each time the dialog opens. */}
        <CollectionForm {...form} onDone={onClose} />
      </DialogContent>
    </Dialog>
  );
}

type CollectionFormProps = Pick<CollectionDialogProps, "collection" | "onSaved"> & { onDone: () => void };

function CollectionForm({ collection, onSaved, onDone }: CollectionFormProps) {
  const save = useSaveCollection(collection?.id ?? null);
  const [isNameMissing, setIsNameMissing] = useState(false);
  const fields = save.error instanceof ApiProblem ? save.error.fields : {};
  const hasFieldErrors = fields["name"] !== undefined || fields["description"] !== undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const entry = (name: string) => String(data.get(name) ?? "").trim();
    setIsNameMissing(!entry("name"));
    if (!entry("name")) return;
    save.mutate(
      { name: entry("name"), description: entry("description") },
      {
        onSuccess: (saved) => {
          onDone();
          onSaved?.(saved);
        },
      },
    );
  };
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogHeader>
        <DialogTitle>{collection ? text.editTitle : text.createTitle}</DialogTitle>
        <DialogDescription>{collection ? text.editDescription : text.createDescription}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {save.error && !hasFieldErrors ? (
          <Alert tone="danger" title={describeProblem(save.error).title}>
            {describeProblem(save.error).detail}
          </Alert>
        ) : null}
        <Field label={text.name} error={isNameMissing ? text.nameMissing : fields["name"]}>
          <Input
            name="name"
            required
            maxLength={200}
            autoComplete="off"
            defaultValue={collection?.name ?? ""}
          />
        </Field>
        <Field label={text.description} error={fields["description"]}>
          <Textarea name="description" maxLength={2_000} defaultValue={collection?.description ?? ""} />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={save.isPending}>
          {collection ? text.submitEdit : text.submitNew}
        </Button>
      </DialogFooter>
    </form>
  );
}
