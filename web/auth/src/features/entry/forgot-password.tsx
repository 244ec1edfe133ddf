"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { publicAuth, unwrap } from "@elevaite/shared/api";
import { Button } from "@elevaite/shared/ui/button";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";

import { text as all } from "@/text/entry";

import { EntryForm } from "./entry-form";
import { EntryLink } from "./entry-link";
import { faultsOf, type Faults } from "./faults";
import { Outcome } from "./outcome";

const text = all.forgot;

const emailIn = (data: FormData) => String(data.get("email") ?? "").trim();

/** Says the same for every address: whether it has an account is told only to who reads it. */
export function ForgotPassword() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const request = useMutation({
    mutationFn: async (email: string) => {
      await unwrap(publicAuth.POST("/v1/auth/password-reset", { body: { email } }));
      setSentTo(email);
    },
    meta: { showsOwnErrors: true },
  });
  if (sentTo) {
    return (
      <Outcome
        title={text.doneTitle}
        action={
          <Button size="lg" onClick={() => setSentTo(null)}>
            {text.again}
          </Button>
        }
      >
        {text.done(sentTo)}
      </Outcome>
    );
  }
  return (
    <EntryForm
      title={text.title}
      description={text.welcome}
      submit={text.submit}
      isPending={request.isPending}
      check={(data): Faults => {
        const { email } = faultsOf({ email: emailIn(data), password: "-" }, null);
        return email ? { email } : {};
      }}
      onSubmit={(data, ending) => request.mutate(emailIn(data), ending)}
      footer={<EntryLink href="/sign-in">{text.back}</EntryLink>}
    >
      {(faults) => (
        <Field id="email" label={all.signIn.email} error={faults["email"]}>
          <Input
            name="email"
            type="email"
            autoComplete="username"
            required
            maxLength={254}
            className="h-10"
          />
        </Field>
      )}
    </EntryForm>
  );
}
