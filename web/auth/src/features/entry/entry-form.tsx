"use client";

import { useState, type FormEvent, type ReactNode } from "react";

import { ApiProblem, describeProblem } from "@elevaite/shared/api";
import { Alert } from "@elevaite/shared/ui/alert";
import { Button } from "@elevaite/shared/ui/button";
import { ErrorSummary } from "@elevaite/shared/ui/error-summary";
import { useCountdown } from "@elevaite/shared/ui/use-countdown";

import { text } from "@/text/entry";

import type { Faults } from "./faults";

type Ending = { onError: (error: unknown) => void };

type EntryFormProps = {
  title: string;
  description: string;
  submit: string;
  isPending: boolean;
  /** What can be said without asking the server. */
  check: (data: FormData) => Faults;
  onSubmit: (data: FormData, ending: Ending) => void;
  /** The fields, given what is wrong with each. */
  children: (faults: Faults) => ReactNode;
  /** What else one can do about a refusal. */
  help?: (error: unknown) => ReactNode;
  /** Other ways to the same end, below the form. */
  others?: ReactNode;
  footer: ReactNode;
};

/**
 * The frame of signing in and up: one form, so that password managers understand it. What was refused is said in a
 * summary that takes the focus, and beside the fields; who has to wait sees for how long.
 */
export function EntryForm(props: EntryFormProps) {
  const [attempt, setAttempt] = useState(0);
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<unknown>(null);
  const [wait, startWait] = useCountdown();
  const hasWaited = error instanceof ApiProblem && Boolean(error.retryAfterMs) && wait === 0;

  const refuse = (next: unknown) => {
    setError(next);
    if (!(next instanceof ApiProblem)) return;
    setFaults(next.fields);
    startWait(next.retryAfterMs ?? 0);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (props.isPending || wait > 0) return;
    const data = new FormData(event.currentTarget);
    const found = props.check(data);
    setAttempt(attempt + 1);
    setError(null);
    setFaults(found);
    if (Object.keys(found).length === 0) props.onSubmit(data, { onError: refuse });
  };
  const listed = Object.entries(faults).map(([id, message]) => ({ id, message }));
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">{props.title}</h1>
        <p className="text-base text-muted">{props.description}</p>
      </div>
      {hasWaited ? <Alert tone="info">{text.form.waitOver}</Alert> : null}
      {(error || listed.length > 0) && !hasWaited ? (
        <ErrorSummary
          key={`${attempt} ${error ? "answered" : "checked"}`}
          // The sentence alone: "you are not signed in" is no news to somebody who is signing in.
          message={listed.length > 0 ? text.form.faulty : describeProblem(error).detail}
          fields={listed}
        >
          {props.help?.(error)}
        </ErrorSummary>
      ) : null}
      {/* Without script nothing may end up in the address, where passwords would be logged. */}
      <form noValidate method="post" className="flex flex-col gap-4" onSubmit={submit}>
        {props.children(faults)}
        <Button
          type="submit"
          variant="primary"
          size="lg"
          isPending={props.isPending}
          aria-disabled={props.isPending || wait > 0 || undefined}
          className="mt-1 w-full tabular-nums"
        >
          {wait > 0 ? text.form.wait(wait) : props.submit}
        </Button>
      </form>
      {props.others}
      <p className="min-h-5 text-center text-sm text-muted">{props.footer}</p>
    </div>
  );
}
