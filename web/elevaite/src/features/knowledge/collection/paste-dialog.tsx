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

import { usePasteDocument } from "@/queries/knowledge";
import { knowledgeText } from "@/text/knowledge";

const text = knowledgeText.pasted;

type PasteDialogProps = { collection: string; isOpen: boolean; onClose: () => void };

export function PasteDialog({ collection, isOpen, onClose }: PasteDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onClose}>
      <DialogContent className="max-w-2xl">
        {/* Inside the content, so that it begins empty each time the dialog opens. */}
        <PasteForm collection={collection} onDone={onClose} />
      </DialogContent>
    </Dialog>
  );
}

function PasteForm({ collection, onDone }: { collection: string; onDone: () => void }) {
  const paste = usePasteDocument(collection);
  const [missing, setMissing] = useState({ name: false, text: false });
  const fields = paste.error instanceof ApiProblem ? paste.error.fields : {};
  const hasFieldErrors = fields["name"] !== undefined || fields["text"] !== undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const name = String(data.get("name") ?? "").trim();
    const content = String(data.get("text") ?? "");
    setMissing({ name: !name, text: !content.trim() });
    if (!name || !content.trim()) return;
    paste.mutate(
      { name, text: content },
      {
        onSuccess: () => {
          toast.success(knowledgeText.documents.added(name));
          onDone();
        },
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
        {paste.error && !hasFieldErrors ? (
          <Alert tone="danger" title={describeProblem(paste.error).title}>
            {describeProblem(paste.error).detail}
          </Alert>
        ) : null}
        <Field label={text.name} error={missing.name ? text.nameMissing : fields["name"]}>
          <Input name="name" required maxLength={255} autoComplete="off" />
        </Field>
        <Field label={text.text} error={missing.text ? text.textMissing : fields["text"]}>
          <Textarea name="text" required rows={12} />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={paste.isPending}>
          {text.submit}
        </Button>
      </DialogFooter>
    </form>
  );
}
