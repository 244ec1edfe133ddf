"use client";

import Link from "next/link";
import { useState } from "react";

import { ApiProblem } from "@elevaite/shared/api";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";

import { text } from "@/text";

import { useSignUp } from "./enter";
import { EntryForm } from "./entry-form";

export function SignUpForm() {
  const signUp = useSignUp();
  const [missing, setMissing] = useState({ email: false, password: false });
  const fields = signUp.error instanceof ApiProblem ? signUp.error.fields : {};

  const submit = (data: FormData) => {
    const entry = (name: string) => String(data.get(name) ?? "").trim();
    const password = String(data.get("password") ?? "");
    setMissing({ email: !entry("email"), password: !password });
    if (!entry("email") || !password) return;
    signUp.mutate({
      email: entry("email"),
      password,
      name: entry("name"),
      tenant_name: entry("tenant_name"),
    });
  };
  return (
    <EntryForm
      title={text.signUp.title}
      submit={text.signUp.submit}
      error={signUp.error}
      isPending={signUp.isPending || signUp.isSuccess}
      onSubmit={submit}
      footer={
        <>
          {text.signUp.toSignIn}{" "}
          <Link href="/sign-in" className="font-medium text-accent-text hover:underline">
            {text.signUp.toSignInLink}
          </Link>
        </>
      }
    >
      <Field label={text.signUp.name} error={fields["name"]}>
        <Input name="name" autoComplete="name" maxLength={200} className="h-10" />
      </Field>
      <Field label={text.signUp.tenantName} error={fields["tenant_name"]}>
        <Input name="tenant_name" autoComplete="organization" maxLength={200} className="h-10" />
      </Field>
      <Field label={text.signIn.email} error={missing.email ? text.signIn.emailMissing : fields["email"]}>
        <Input name="email" type="email" autoComplete="username" required maxLength={254} className="h-10" />
      </Field>
      <Field
        label={text.signIn.password}
        hint={text.signUp.passwordHint}
        error={missing.password ? text.signIn.passwordMissing : fields["password"]}
      >
        <Input name="password" type="password" autoComplete="new-password" required className="h-10" />
      </Field>
    </EntryForm>
  );
}
