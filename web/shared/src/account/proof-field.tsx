"use client";

import { useQuery } from "@tanstack/react-query";

import { meQuery } from "../session/index";
import { Field } from "../ui/field";
import { PasswordInput } from "../ui/password-input";
import { CodeField } from "./enrolment";
import { identitiesQuery, secondFactorQuery } from "./queries";
import { text as all } from "./text";

const text = all.secondFactor;

type ProofFieldProps = {
  faults: Readonly<Record<string, string>>;
  /** Of the password; a page may hold several. */
  id?: string;
};

/** The password again; who has none gives a code of the app, when there is one. */
export function ProofField({ faults, id = "proof-password" }: ProofFieldProps) {
  const { data: me } = useQuery(meQuery);
  const { data: ways } = useQuery(identitiesQuery);
  const { data: factor } = useQuery(secondFactorQuery);
  if (ways && !ways.has_password) {
    return factor?.is_enrolled ? <CodeField label={text.code} error={faults["code"]} /> : null;
  }
  return (
    <>
      {/* For password managers: whose password it is. */}
      <input hidden readOnly name="username" autoComplete="username" value={me?.email ?? ""} />
      <Field id={id} label={text.password} error={faults["password"]}>
        <PasswordInput name="password" autoComplete="current-password" required maxLength={1024} />
      </Field>
    </>
  );
}

export const proofIn = (data: FormData) => {
  const entry = (name: string) => String(data.get(name) ?? "");
  return { password: entry("password"), code: entry("code") };
};
