"use client";

import Link from "next/link";
import { useState } from "react";

import { ApiProblem } from "@elevaite/shared/api";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";

import { text } from "@/text";

import { useSignIn } from "./enter";
import { EntryForm } from "./entry-form";

export function SignInForm() {
  const signIn = useSignIn();
  const [missing, setMissing] = useState({ email: false, password: false });
  const fields = signIn.error instanceof ApiProblem ? signIn.error.fields : {};

  const submit = (data: FormData) => {
    const email = String(data.get("email") ?? "").trim();
    const password = String(data.get("password") ?? "");
    setMissing({ email: !email, password: !password });
    if (email && password) signIn.mutate({ email, password });
  };
  return (
    <EntryForm
      title={text.signIn.title}
      submit={text.signIn.submit}
      error={signIn.error}
      isPending={signIn.isPending || signIn.isSuccess}
      onSubmit={submit}
      footer={
        <>
          {text.signIn.toSignUp}{" "}
          <Link href="/sign-up" className="font-medium text-accent-text hover:underline">
            {text.signIn.toSignUpLink}
          </Link>
        </>
      }
    >
      <Field label={text.signIn.email} error={missing.email ? text.signIn.emailMissing : fields["email"]}>
        <Input name="email" type="email" autoComplete="username" required maxLength={254} className="h-10" />
      </Field>
      <Field
        label={text.signIn.password}
        error={missing.password ? text.signIn.passwordMissing : fields["password"]}
      >
        <Input name="password" type="password" autoComplete="current-password" required className="h-10" />
      </Field>
    </EntryForm>
  );
}
