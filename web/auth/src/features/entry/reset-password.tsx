"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";

import { authOptionsQuery } from "@elevaite/shared/account";
import { ApiProblem, publicAuth, unwrap } from "@elevaite/shared/api";
import { Button } from "@elevaite/shared/ui/button";

import { text as all } from "@/text/entry";

import { EntryForm } from "./entry-form";
import { EntryLink } from "./entry-link";
import { faultsOf, type Faults } from "./faults";
import { useMailedToken } from "./mailed-token";
import { NewPasswordField } from "./new-password-field";
import { Outcome } from "./outcome";

const text = all.reset;

const passwordIn = (data: FormData) => String(data.get("password") ?? "");

/** Where the link of the mail leads. Nobody is signed in by it. */
export function ResetPassword() {
  const token = useMailedToken();
  const { data: options } = useQuery(authOptionsQuery);
  const [isDone, setIsDone] = useState(false);
  const reset = useMutation({
    mutationFn: async (password: string) => {
      const body = { token: token ?? "", password };
      await unwrap(publicAuth.POST("/v1/auth/password-reset/complete", { body }));
      setIsDone(true);
    },
    meta: { showsOwnErrors: true },
  });
  if (isDone) {
    return (
      <Outcome
        title={text.doneTitle}
        action={
          <Button asChild size="lg" variant="primary">
            <Link href="/sign-in">{all.signIn.submit}</Link>
          </Button>
        }
      >
        {text.done}
      </Outcome>
    );
  }
  if (token === "") {
    return (
      <Outcome title={text.title} action={<EntryLink href="/forgot-password">{text.askAgain}</EntryLink>}>
        {text.missing}
      </Outcome>
    );
  }
  return (
    <EntryForm
      title={text.title}
      description={text.welcome}
      submit={text.submit}
      isPending={reset.isPending}
      check={(data): Faults => {
        const { password } = faultsOf(
          { email: "a@b", password: passwordIn(data) },
          options?.password_min_length ?? null,
        );
        return password ? { password } : {};
      }}
      onSubmit={(data, ending) => reset.mutate(passwordIn(data), ending)}
      help={(error) =>
        error instanceof ApiProblem && error.reason === "token_invalid" ? (
          <EntryLink href="/forgot-password">{text.askAgain}</EntryLink>
        ) : null
      }
      footer={<EntryLink href="/sign-in">{all.forgot.back}</EntryLink>}
    >
      {(faults) => <NewPasswordField error={faults["password"]} options={options} />}
    </EntryForm>
  );
}
