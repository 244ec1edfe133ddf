"use client";

import { useQuery } from "@tanstack/react-query";
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
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";

import { credentialKindsQuery, useCreateCredential, type CredentialField } from "@/queries/credentials";
import { studioText as text } from "@/text/studio";

type CredentialDialogProps = {
  kinds: string[];
  onClose: () => void;
  /** The name of what was stored. */
  onStored: (name: string) => void;
};

/** Stores a credential without leaving the node that needs it. Its secrets go to the engine and nowhere else. */
export function CredentialDialog({ kinds, onClose, onStored }: CredentialDialogProps) {
  const { data } = useQuery(credentialKindsQuery);
  const forms = (data ?? []).filter(({ kind }) => kinds.includes(kind));
  const [chosen, setChosen] = useState("");
  const form = forms.find(({ kind }) => kind === chosen) ?? forms[0];
  const store = useCreateCredential();
  const problems = store.error instanceof ApiProblem ? store.error.fields : {};
  const hasProblems = Object.keys(problems).length > 0;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!form) return;
    const data = new FormData(event.currentTarget);
    const entry = (name: string) => String(data.get(name) ?? "");
    const given = form.fields.map(({ name, type }) => {
      const value = entry(`field.${name}`);
      return [name, type === "integer" && /^\d+$/.test(value) ? Number(value) : value] as const;
    });
    store.mutate(
      {
        name: entry("name").trim(),
        kind: form.kind,
        fields: Object.fromEntries(given.filter(([, value]) => value !== "")),
      },
      {
        onSuccess: ({ name }) => {
          onStored(name);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <form noValidate onSubmit={submit} autoComplete="off" className="flex min-h-0 flex-col">
          <DialogHeader>
            <DialogTitle>{text.credential.create}</DialogTitle>
            <DialogDescription>{text.credential.description}</DialogDescription>
          </DialogHeader>
          <DialogBody>
            {store.error && !hasProblems ? (
              <Alert tone="danger" title={describeProblem(store.error).title}>
                {describeProblem(store.error).detail}
              </Alert>
            ) : null}
            {forms.length > 1 && form ? (
              <Field label={text.credential.kind}>
                <KindSelect forms={forms} value={form.kind} onValue={setChosen} />
              </Field>
            ) : null}
            <Field label={text.credential.name} hint={text.credential.nameHint} error={problems["name"]}>
              <Input name="name" required maxLength={200} />
            </Field>
            {form?.fields.map((field) => (
              <SecretField
                key={`${form.kind}.${field.name}`}
                field={field}
                error={problems[`fields.${field.name}`] ?? problems[field.name]}
              />
            ))}
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{shared.cancel}</Button>
            </DialogClose>
            <Button type="submit" variant="primary" isPending={store.isPending}>
              {text.credential.store}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

type KindSelectProps = {
  forms: { kind: string; title: string }[];
  value: string;
  onValue: (kind: string) => void;
  id?: string;
};

function KindSelect({ forms, value, onValue, id }: KindSelectProps) {
  return (
    <Select value={value} onValueChange={onValue}>
      <SelectTrigger id={id}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {forms.map(({ kind, title }) => (
          <SelectItem key={kind} value={kind}>
            {title}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

function SecretField({ field, error }: { field: CredentialField; error: string | undefined }) {
  return (
    <Field label={field.title} hint={field.help} error={error}>
      <Input
        name={`field.${field.name}`}
        type={field.secret ? "password" : "text"}
        required={field.required}
        autoComplete={field.secret ? "new-password" : "off"}
        spellCheck={false}
      />
    </Field>
  );
}
