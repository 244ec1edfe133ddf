"use client";

import type { FormEvent, ReactNode } from "react";

import { ApiProblem, describeProblem } from "@elevaite/shared/api";
import { Alert } from "@elevaite/shared/ui/alert";
import { Button } from "@elevaite/shared/ui/button";

type EntryFormProps = {
  title: string;
  submit: string;
  error: unknown;
  isPending: boolean;
  onSubmit: (data: FormData) => void;
  children: ReactNode;
  footer: ReactNode;
};

/** The frame of every form of the Auth App: a title, what went wrong, the fields, one button. */
export function EntryForm(props: EntryFormProps) {
  const { title, submit, error, isPending, onSubmit, children, footer } = props;
  const hasFieldErrors = error instanceof ApiProblem && Object.keys(error.fields).length > 0;
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      {error && !hasFieldErrors ? (
        // The sentence alone: "you are not signed in" is no news to somebody who is signing in.
        <Alert tone="danger">{describeProblem(error).detail}</Alert>
      ) : null}
      <form
        noValidate
        // Without script nothing may end up in the address, where passwords would be logged.
        method="post"
        className="flex flex-col gap-4"
        onSubmit={(event: FormEvent<HTMLFormElement>) => {
          event.preventDefault();
          onSubmit(new FormData(event.currentTarget));
        }}
      >
        {children}
        <Button type="submit" variant="primary" size="lg" isPending={isPending} className="w-full">
          {submit}
        </Button>
      </form>
      <p className="text-center text-sm text-muted">{footer}</p>
    </div>
  );
}
