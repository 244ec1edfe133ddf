"use client";

import dynamic from "next/dynamic";

import { CopyButton } from "../ui/copy-button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Skeleton } from "../ui/skeleton";
import { text as all } from "./text";

const text = all.secondFactor;

// Few who sign in ever see one.
const QrCode = dynamic(() => import("./qr-code").then((module) => module.QrCode), {
  loading: () => <Skeleton className="size-44 rounded-md" />,
});

/** What an authenticator app needs to know, and where its first code goes. Stands inside a form. */
export function Enrolment({
  uri,
  secret,
  error,
}: {
  uri: string;
  secret: string;
  error: string | undefined;
}) {
  return (
    <>
      <p className="text-sm">{text.scan}</p>
      <QrCode text={uri} label={text.qrCode} />
      <div className="text-sm">
        <p className="text-muted">{text.typeIn}</p>
        <p className="flex items-center gap-1">
          <code className="font-mono text-xs wrap-anywhere">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
          <CopyButton value={secret} label={text.copySecret} className="shrink-0" />
        </p>
      </div>
      <CodeField label={text.code} error={error} />
    </>
  );
}

/** Six digits of the app, or a recovery code where one is taken. */
export function CodeField({
  label,
  hint,
  error,
}: {
  label: string;
  hint?: string;
  error: string | undefined;
}) {
  return (
    <Field id="code" label={label} hint={hint} error={error}>
      <Input
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={64}
        className="h-10 font-mono tracking-widest"
      />
    </Field>
  );
}
