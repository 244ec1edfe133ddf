"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";

import { ApiProblem, describeProblem } from "../api/index";
import { meQuery } from "../session/index";
import { Button } from "../ui/button";
import { ErrorSummary } from "../ui/error-summary";
import { Field } from "../ui/field";
import { PasswordInput } from "../ui/password-input";
import { toast } from "../ui/toast";
import { useCountdown } from "../ui/use-countdown";
import { isLongEnough } from "./new-password";
import { PasswordRules } from "./password-rules";
import { authOptionsQuery, useChangePassword, type PasswordChange } from "./queries";
import { text as all } from "./text";

const text = all.password;

/** What the browser can say without asking. */
function faultsOf(change: PasswordChange, minLength: number): Partial<PasswordChange> {
  if (!change.current_password) return { current_password: text.currentMissing };
  if (!change.new_password) return { new_password: text.newMissing };
  if (!isLongEnough(change.new_password, minLength)) return { new_password: text.tooShort(minLength) };
  return change.new_password === change.current_password ? { new_password: text.same } : {};
}

export function ChangePasswordForm() {
  const { data: me } = useQuery(meQuery);
  const { data: options } = useQuery(authOptionsQuery);
  const form = useRef<HTMLFormElement>(null);
  const change = useChangePassword();
  const [faults, setFaults] = useState<Partial<PasswordChange>>({});
  const [attempt, setAttempt] = useState(0);
  const [password, setPassword] = useState("");
  const [wait, startWait] = useCountdown();
  const minLength = options?.password_min_length ?? 1;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (wait > 0 || change.isPending) return;
    const data = new FormData(event.currentTarget);
    const entered = {
      current_password: String(data.get("current_password") ?? ""),
      new_password: String(data.get("new_password") ?? ""),
    };
    const found = faultsOf(entered, minLength);
    change.reset();
    setFaults(found);
    setAttempt(attempt + 1);
    if (Object.keys(found).length > 0) return;
    change.mutate(entered, {
      onSuccess: () => {
        form.current?.reset();
        setPassword("");
        toast.success(text.changed);
      },
      onError: (error) => {
        const { fields, retryAfterMs = 0 } = error instanceof ApiProblem ? error : { fields: {} };
        setFaults(fields);
        startWait(retryAfterMs);
      },
    });
  };
  const listed = Object.entries(faults).map(([id, message]) => ({ id, message }));
  const isRefused = change.isError || listed.length > 0;
  return (
    <form ref={form} noValidate method="post" className="flex max-w-sm flex-col gap-4" onSubmit={submit}>
      {isRefused ? (
        <ErrorSummary
          key={`${attempt} ${change.status}`}
          message={listed.length > 0 ? text.failed : describeProblem(change.error).detail}
          fields={listed}
        />
      ) : null}
      {/* For password managers: whose password it is. */}
      <input hidden readOnly name="username" autoComplete="username" value={me?.email ?? ""} />
      <Field id="current_password" label={text.current} error={faults.current_password}>
        <PasswordInput name="current_password" autoComplete="current-password" required maxLength={1024} />
      </Field>
      <div className="flex flex-col gap-2">
        <Field id="new_password" label={text.new} error={faults.new_password}>
          <PasswordInput
            name="new_password"
            autoComplete="new-password"
            required
            maxLength={1024}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        {options ? <PasswordRules password={password} minLength={minLength} /> : <div className="h-13" />}
      </div>
      <Button type="submit" variant="primary" className="self-start" isPending={change.isPending}>
        {wait > 0 ? text.wait(wait) : text.submit}
      </Button>
    </form>
  );
}
