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
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { Textarea } from "@elevaite/shared/ui/textarea";

import { useEditAgent, type AgentSummary } from "@/queries/agents";
import { agentsText as text } from "@/text/agents";

type EditAgentDialogProps = { agent: AgentSummary | null; onClose: () => void };

/** What an agent is called, by people and by programs. */
export function EditAgentDialog({ agent, onClose }: EditAgentDialogProps) {
  return (
    <Dialog open={agent !== null} onOpenChange={onClose}>
      <DialogContent aria-describedby={undefined}>
        {agent ? <EditForm agent={agent} onDone={onClose} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function EditForm({ agent, onDone }: { agent: AgentSummary; onDone: () => void }) {
  const edit = useEditAgent();
  const [isNameMissing, setIsNameMissing] = useState(false);
  const problem = edit.error instanceof ApiProblem ? edit.error : null;
  const isSlugTaken = problem?.reason === "slug_taken";
  const fields = problem?.fields ?? {};
  const isListed = isSlugTaken || ["name", "slug", "description"].some((name) => fields[name] !== undefined);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const entry = (name: string) => String(data.get(name) ?? "").trim();
    setIsNameMissing(!entry("name"));
    if (!entry("name")) return;
    const details = { name: entry("name"), slug: entry("slug"), description: entry("description") };
    edit.mutate({ id: agent.id, ...details }, { onSuccess: onDone });
  };
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogHeader>
        <DialogTitle>{text.edit.title}</DialogTitle>
      </DialogHeader>
      <DialogBody>
        {edit.error && !isListed ? (
          <Alert tone="danger" title={describeProblem(edit.error).title}>
            {describeProblem(edit.error).detail}
          </Alert>
        ) : null}
        <Field label={text.create.name} error={isNameMissing ? text.create.nameMissing : fields["name"]}>
          <Input name="name" required maxLength={200} autoComplete="off" defaultValue={agent.name} />
        </Field>
        <Field label={text.create.descriptionLabel} error={fields["description"]}>
          <Textarea name="description" maxLength={10_000} defaultValue={agent.description} />
        </Field>
        <Field
          label={text.edit.slug}
          hint={text.edit.slugHint}
          error={isSlugTaken ? problem.message : fields["slug"]}
        >
          <Input
            name="slug"
            maxLength={63}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-xs"
            defaultValue={agent.slug}
          />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={edit.isPending}>
          {text.edit.save}
        </Button>
      </DialogFooter>
    </form>
  );
}
