"use client";

import { SquareDashed } from "lucide-react";
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
import { RadioCard, RadioGroup } from "@elevaite/shared/ui/radio-group";
import { Textarea } from "@elevaite/shared/ui/textarea";

import { useCreateAgent } from "@/queries/agents";
import { agentsText } from "@/text/agents";

import { templates } from "./templates/templates";

const text = agentsText.create;
const kBlank = "blank";

type CreateAgentDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

export function CreateAgentDialog({ isOpen, onOpenChange }: CreateAgentDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent className="max-w-3xl">
        {/* Inside the content, so that it begins empty each time the dialog opens. */}
        <CreateAgentForm onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

/** What was typed; as long as nothing was, the template's own words. */
type Typed = { name: string | null; description: string | null };

function CreateAgentForm({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const create = useCreateAgent();
  const [start, setStart] = useState(kBlank);
  const [typed, setTyped] = useState<Typed>({ name: null, description: null });
  const [isNameMissing, setIsNameMissing] = useState(false);
  const fields = create.error instanceof ApiProblem ? create.error.fields : {};
  const hasFieldErrors = fields["name"] !== undefined || fields["description"] !== undefined;
  const template = templates.find(({ id }) => id === start)?.file;
  const name = typed.name ?? template?.name ?? "";
  const description = typed.description ?? template?.description ?? "";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsNameMissing(!name.trim());
    if (!name.trim()) return;
    create.mutate(
      { name: name.trim(), description: description.trim(), workflow: template?.workflow },
      {
        onSuccess: (agent) => {
          onDone();
          router.push(`/agents/${agent.id}/studio`);
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
        {create.error && !hasFieldErrors ? (
          <Alert tone="danger" title={describeProblem(create.error).title}>
            {describeProblem(create.error).detail}
          </Alert>
        ) : null}
        <StartChoice value={start} onValue={setStart} />
        <Field
          label={text.name}
          hint={text.nameHint}
          error={isNameMissing ? text.nameMissing : fields["name"]}
        >
          <Input
            name="name"
            required
            maxLength={200}
            autoComplete="off"
            value={name}
            onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          />
        </Field>
        <Field label={text.descriptionLabel} hint={text.descriptionHint} error={fields["description"]}>
          <Textarea
            name="description"
            maxLength={10_000}
            value={description}
            onChange={(event) => setTyped({ ...typed, description: event.target.value })}
          />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={create.isPending}>
          {text.submit}
        </Button>
      </DialogFooter>
    </form>
  );
}

function StartChoice({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">{text.start}</legend>
      <RadioGroup
        aria-label={text.start}
        value={value}
        onValueChange={onValue}
        className="grid max-h-80 gap-2 overflow-y-auto p-1 sm:grid-cols-2"
      >
        <RadioCard
          value={kBlank}
          title={text.blank}
          description={text.blankDescription}
          icon={<StartIcon icon={SquareDashed} />}
        />
        {templates.map(({ id, icon, file }) => (
          <RadioCard
            key={id}
            value={id}
            title={file.name}
            description={file.description}
            icon={<StartIcon icon={icon} />}
          />
        ))}
      </RadioGroup>
    </fieldset>
  );
}

function StartIcon({ icon: Icon }: { icon: typeof SquareDashed }) {
  return (
    <span
      aria-hidden
      className="inline-flex size-8 shrink-0 items-center justify-center rounded-md bg-accent-subtle text-accent-text"
    >
      <Icon className="size-4" />
    </span>
  );
}
