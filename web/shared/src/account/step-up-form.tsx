"use client";

import { useState, type FormEvent, type ReactNode } from "react";

import { ApiProblem, describeProblem } from "../api/index";
import { Button } from "../ui/button";
import { ErrorSummary } from "../ui/error-summary";

type StepUpFormProps = {
  submit: string;
  isPending: boolean;
  isDangerous?: boolean;
  onSubmit: (data: FormData, ending: { onError: (error: unknown) => void }) => void;
  onCancel: () => void;
  cancel: string;
  /** The fields, given what is wrong with each. */
  children: (faults: Readonly<Record<string, string>>) => ReactNode;
};

/** A small form for one thing that is not done lightly. */
export function StepUpForm(props: StepUpFormProps) {
  const [attempt, setAttempt] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const faults = error instanceof ApiProblem ? error.fields : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (props.isPending) return;
    setAttempt(attempt + 1);
    setError(null);
    props.onSubmit(new FormData(event.currentTarget), { onError: setError });
  };
  return (
    <form noValidate method="post" className="flex max-w-sm flex-col gap-4" onSubmit={submit}>
      {error ? <ErrorSummary key={attempt} message={describeProblem(error).detail} /> : null}
      {props.children(faults)}
      <div className="flex gap-2">
        <Button type="submit" variant={props.isDangerous ? "danger" : "primary"} isPending={props.isPending}>
          {props.submit}
        </Button>
        <Button onClick={props.onCancel}>{props.cancel}</Button>
      </div>
    </form>
  );
}
