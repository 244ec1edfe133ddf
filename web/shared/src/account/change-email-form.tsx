"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";

import { ApiProblem, auth, describeProblem, unwrap } from "../api/index";
import { loadOrigins, meQuery } from "../session/index";
import { Alert } from "../ui/alert";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { ErrorSummary } from "../ui/error-summary";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { PasswordInput } from "../ui/password-input";
import { toast } from "../ui/toast";
import { useCountdown } from "../ui/use-countdown";
import { text as all } from "./text";

const text = all.email;

type Change = { email: string; password: string };

function faultsOf({ email, password }: Change): Record<string, string> {
  return {
    ...(email ? {} : { "change-email": text.newMissing }),
    ...(password ? {} : { "change-email-password": text.passwordMissing }),
  };
}

// The server names its own fields; ours have ids of their own, for a page may hold two passwords.
const idOf: Record<string, string> = { email: "change-email", password: "change-email-password" };
const withOurIds = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, message]) => [idOf[name] ?? name, message]));

export function ChangeEmailForm() {
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [attempt, setAttempt] = useState(0);
  const [wait, startWait] = useCountdown();
  const change = useMutation({
    mutationFn: (body: Change) => unwrap(auth.POST("/v1/me/email", { body })),
    meta: { showsOwnErrors: true },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (wait > 0 || change.isPending) return;
    const data = new FormData(event.currentTarget);
    const entered = {
      email: String(data.get("new_email") ?? "").trim(),
      password: String(data.get("password") ?? ""),
    };
    const found = faultsOf(entered);
    change.reset();
    setFaults(found);
    setAttempt(attempt + 1);
    if (Object.keys(found).length > 0) return;
    change.mutate(entered, {
      onSuccess: () => form.current?.reset(),
      onError: (error) => {
        const { fields, retryAfterMs = 0 } = error instanceof ApiProblem ? error : { fields: {} };
        setFaults(withOurIds(fields));
        startWait(retryAfterMs);
      },
    });
  };
  const listed = Object.entries(faults).map(([id, message]) => ({ id, message }));
  return (
    <div className="flex flex-col gap-4">
      <PresentAddress />
      {change.isSuccess ? <Alert tone="info">{text.sent}</Alert> : null}
      <form ref={form} noValidate method="post" className="flex max-w-sm flex-col gap-4" onSubmit={submit}>
        {change.isError || listed.length > 0 ? (
          <ErrorSummary
            key={`${attempt} ${change.status}`}
            message={listed.length > 0 ? text.failed : describeProblem(change.error).detail}
            fields={listed}
          />
        ) : null}
        <Field id="change-email" label={text.new} error={faults["change-email"]}>
          <Input name="new_email" type="email" autoComplete="email" required maxLength={254} />
        </Field>
        <Field id="change-email-password" label={text.password} error={faults["change-email-password"]}>
          <PasswordInput name="password" autoComplete="current-password" required maxLength={1024} />
        </Field>
        <Button type="submit" className="self-start" isPending={change.isPending}>
          {wait > 0 ? text.wait(wait) : text.submit}
        </Button>
      </form>
    </div>
  );
}

function PresentAddress() {
  const { data: me } = useQuery(meQuery);
  const verify = useMutation({
    mutationFn: async () => {
      const [origins] = await Promise.all([loadOrigins(), unwrap(auth.POST("/v1/me/email/verification"))]);
      const returnTo = new URLSearchParams({ return_to: window.location.href });
      window.location.assign(`${origins.auth_app}/verify-email?${returnTo.toString()}`);
    },
    onError: toast.problem,
  });
  if (!me) return null;
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm">
      <span className="min-w-0 wrap-anywhere">{me.email}</span>
      {me.email_verified ? (
        <Badge tone="success">{text.verified}</Badge>
      ) : (
        <>
          <Badge tone="warning">{text.unverified}</Badge>
          <Button size="sm" isPending={verify.isPending} onClick={() => verify.mutate()}>
            {text.verify}
          </Button>
        </>
      )}
    </p>
  );
}
