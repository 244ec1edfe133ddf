"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { authOptionsQuery, type AuthOptions } from "@elevaite/shared/account";
import { ApiProblem } from "@elevaite/shared/api";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";

import { text as all } from "@/text/entry";

import { useSignUp, type PendingSignUp } from "./enter";
import { EntryForm } from "./entry-form";
import { EntryLink } from "./entry-link";
import { faultsOf, type Faults } from "./faults";
import { NewPasswordField } from "./new-password-field";
import { ProviderButtons } from "./provider-buttons";
import { SignUpClosed } from "./sign-up-closed";
import { SignUpCode } from "./sign-up-code";

const text = all.signUp;

const fieldsIn = (data: FormData) => {
  const entry = (name: string) => String(data.get(name) ?? "").trim();
  return {
    email: entry("email"),
    password: String(data.get("password") ?? ""),
    name: entry("name"),
    tenant_name: entry("tenant_name"),
  };
};

export function SignUpForm() {
  const { data: options } = useQuery(authOptionsQuery);
  const signUp = useSignUp();
  const [pending, setPending] = useState<PendingSignUp | null>(null);
  if (options && !options.sign_up) return <SignUpClosed />;
  if (pending) {
    return (
      <SignUpCode
        {...pending}
        onAgain={(next) => setPending({ ...pending, signUp: next })}
        onBack={() => setPending(null)}
      />
    );
  }
  return (
    <EntryForm
      title={text.title}
      description={text.welcome}
      submit={text.submit}
      isPending={signUp.isPending || signUp.data === null}
      check={(data) => faultsOf(fieldsIn(data), options?.password_min_length ?? null)}
      onSubmit={(data, ending) => signUp.mutate(fieldsIn(data), { ...ending, onSuccess: setPending })}
      help={(error) =>
        error instanceof ApiProblem && error.reason === "email_taken" ? (
          <EntryLink href="/sign-in">{text.taken}</EntryLink>
        ) : null
      }
      others={<ProviderButtons providers={options?.providers ?? []} />}
      footer={
        <>
          {text.toSignIn} <EntryLink href="/sign-in">{text.toSignInLink}</EntryLink>
        </>
      }
    >
      {(faults) => <SignUpFields faults={faults} options={options} />}
    </EntryForm>
  );
}

function SignUpFields({ faults, options }: { faults: Faults; options: AuthOptions | undefined }) {
  const optional = <span className="text-xs text-muted">{text.optional}</span>;
  return (
    <>
      <Field id="name" label={text.name} aside={optional} error={faults["name"]}>
        <Input name="name" autoComplete="name" maxLength={200} className="h-10" />
      </Field>
      <Field id="tenant_name" label={text.tenantName} aside={optional} error={faults["tenant_name"]}>
        <Input name="tenant_name" autoComplete="organization" maxLength={200} className="h-10" />
      </Field>
      <Field id="email" label={all.signIn.email} error={faults["email"]}>
        <Input name="email" type="email" autoComplete="username" required maxLength={254} className="h-10" />
      </Field>
      <NewPasswordField error={faults["password"]} options={options} />
    </>
  );
}
