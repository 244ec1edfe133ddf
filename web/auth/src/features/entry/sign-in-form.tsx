"use client";

import { useQuery } from "@tanstack/react-query";

import { authOptionsQuery } from "@elevaite/shared/account";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { PasswordInput } from "@elevaite/shared/ui/password-input";

import { text as all } from "@/text/entry";

import { useGoOnSignedIn, useSignIn } from "./enter";
import { EntryForm } from "./entry-form";
import { EntryLink } from "./entry-link";
import { faultsOf } from "./faults";
import { ProviderButtons } from "./provider-buttons";
import { SecondFactorStep } from "./second-factor-step";

const text = all.signIn;

const fieldsIn = (data: FormData) => ({
  email: String(data.get("email") ?? "").trim(),
  password: String(data.get("password") ?? ""),
});

export function SignInForm() {
  const signIn = useSignIn();
  const { data: options } = useQuery(authOptionsQuery);
  const goOnSignedIn = useGoOnSignedIn();
  if (signIn.data) return <SecondFactorStep challenge={signIn.data} onDone={goOnSignedIn} />;
  return (
    <EntryForm
      title={text.title}
      description={text.welcome}
      submit={text.submit}
      isPending={signIn.isPending || signIn.isSuccess}
      check={(data) => faultsOf(fieldsIn(data), null)}
      onSubmit={(data, ending) => signIn.mutate(fieldsIn(data), ending)}
      others={<ProviderButtons providers={options?.providers ?? []} />}
      footer={
        options?.sign_up ? (
          <>
            {text.toSignUp} <EntryLink href="/sign-up">{text.toSignUpLink}</EntryLink>
          </>
        ) : null
      }
    >
      {(faults) => (
        <>
          <Field id="email" label={text.email} error={faults["email"]}>
            <Input
              name="email"
              type="email"
              autoComplete="username"
              required
              maxLength={254}
              className="h-10"
            />
          </Field>
          <Field
            id="password"
            label={text.password}
            error={faults["password"]}
            aside={
              options?.password_reset ? <EntryLink href="/forgot-password">{text.forgot}</EntryLink> : null
            }
          >
            <PasswordInput
              name="password"
              autoComplete="current-password"
              required
              maxLength={1024}
              className="h-10"
            />
          </Field>
        </>
      )}
    </EntryForm>
  );
}
