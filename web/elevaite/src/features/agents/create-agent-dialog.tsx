"use client";

import { useRouter } from "next/navigation";
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

import { useCreateAgent } from "@/queries/agents";
import { text } from "@/text";

type CreateAgentDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

export function CreateAgentDialog({ isOpen, onOpenChange }: CreateAgentDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent>
        {/* Inside the content, so that it begins empty each time the dialog opens. */}
        <CreateAgentForm onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function CreateAgentForm({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const create = useCreateAgent();
  const [isNameMissing, setIsNameMissing] = useState(false);
  const fields = create.error instanceof ApiProblem ? create.error.fields : {};
  const hasFieldErrors = Object.keys(fields).length > 0;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const entry = (name: string) => String(data.get(name) ?? "").trim();
    setIsNameMissing(!entry("name"));
    if (!entry("name")) return;
    create.mutate(
      { name: entry("name"), description: entry("description") },
      {
        onSuccess: (agent) => {
          toast.success(text.agents.created(agent.name));
          onDone();
          router.push(`/agents/${agent.id}`);
        },
      },
    );
  };

  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogHeader>
        <DialogTitle>{text.agents.create}</DialogTitle>
        <DialogDescription>{text.agents.createDescription}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {create.error && !hasFieldErrors ? (
          <Alert tone="danger" title={describeProblem(create.error).title}>
            {describeProblem(create.error).detail}
          </Alert>
        ) : null}
        <Field
          label={text.agents.name}
          hint={text.agents.nameHint}
          error={isNameMissing ? text.agents.nameMissing : fields["name"]}
        >
          <Input name="name" required maxLength={200} autoComplete="off" />
        </Field>
        <Field
          label={text.agents.descriptionLabel}
          hint={text.agents.descriptionHint}
          error={fields["description"]}
        >
          <Textarea name="description" maxLength={10_000} />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={create.isPending}>
          {text.agents.create}
        </Button>
      </DialogFooter>
    </form>
  );
}
