"use client";

import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";

import { ApiProblem, describeProblem } from "@elevaite/shared/api";
import { text as shared } from "@elevaite/shared/text";
import { Alert } from "@elevaite/shared/ui/alert";
import { Button } from "@elevaite/shared/ui/button";
import {
  DialogBody,
  DialogClose,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";

import type { CredentialKind, FieldValues } from "@/queries/credentials";
import { text } from "@/text/credentials";

import { faultsOf, valuesOf, type Faults } from "./field-values";

type Entered = { name: string; fields: FieldValues | undefined };

type CredentialFormProps = {
  title: string;
  description: string;
  submit: string;
  /** Whose fields are in the form; null when only the name is. */
  kind: CredentialKind | null;
  name?: string;
  isPending: boolean;
  onSubmit: (entered: Entered, onError: (error: unknown) => void) => void;
  children: (faults: Faults) => ReactNode;
  aside?: ReactNode;
};

/** The frame of making and changing a credential: its name, what the kind asks for, and what is wrong with it. */
export function CredentialForm(props: CredentialFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<unknown>(null);
  const isListed = Object.keys(faults).some((id) => id === "name" || id.startsWith("fields."));
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    if (Object.keys(faults).length > 0) first?.focus();
  }, [faults]);

  const refuse = (next: unknown) => {
    setError(next);
    if (next instanceof ApiProblem) setFaults(next.fields);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (props.isPending) return;
    const data = new FormData(event.currentTarget);
    const typed = (id: string) => String(data.get(id) ?? "");
    const name = typed("name").trim();
    const fields = props.kind ? valuesOf(props.kind, typed) : undefined;
    const found = {
      ...(name ? {} : { name: text.nameMissing }),
      ...(props.kind && fields ? faultsOf(props.kind, fields) : {}),
    };
    setError(null);
    setFaults(found);
    if (Object.keys(found).length === 0) props.onSubmit({ name, fields }, refuse);
  };
  return (
    <form
      ref={form}
      noValidate
      method="post"
      autoComplete="off"
      onSubmit={submit}
      className="flex min-h-0 flex-col"
    >
      <DialogHeader>
        <DialogTitle>{props.title}</DialogTitle>
        <DialogDescription>{props.description}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {error && !isListed ? (
          <Alert tone="danger" title={describeProblem(error).title}>
            {faults["fields"] ?? describeProblem(error).detail}
          </Alert>
        ) : null}
        <Field id="name" label={text.name} hint={text.nameHint} error={faults["name"]}>
          {/* eslint-disable-next-line jsx-a11y/no-autofocus -- what was clicked to come here is gone */}
          <Input name="name" required maxLength={200} defaultValue={props.name} autoFocus />
        </Field>
        {props.children(faults)}
      </DialogBody>
      <DialogFooter>
        {props.aside}
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={props.isPending}>
          {props.submit}
        </Button>
      </DialogFooter>
    </form>
  );
}
