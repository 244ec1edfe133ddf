"use client";

import { useState } from "react";

import { PasswordRules, type AuthOptions } from "@elevaite/shared/account";
import { Field } from "@elevaite/shared/ui/field";
import { PasswordInput } from "@elevaite/shared/ui/password-input";

import { text as all } from "@/text/entry";

type NewPasswordFieldProps = { error: string | undefined; options: AuthOptions | undefined };

/** A password that is to be, and what makes a good one. */
export function NewPasswordField({ error, options }: NewPasswordFieldProps) {
  const [password, setPassword] = useState("");
  return (
    <div className="flex flex-col gap-2">
      <Field id="password" label={all.signIn.password} error={error}>
        <PasswordInput
          name="password"
          autoComplete="new-password"
          required
          maxLength={1024}
          className="h-10"
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      {options ? (
        <PasswordRules password={password} minLength={options.password_min_length} />
      ) : (
        <div className="h-13" />
      )}
    </div>
  );
}
