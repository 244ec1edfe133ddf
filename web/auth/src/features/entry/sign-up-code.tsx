"use client";

import { useMutation } from "@tanstack/react-query";

import { publicAuth, unwrap } from "@elevaite/shared/api";
import { session } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { toast } from "@elevaite/shared/ui/toast";

import { text as all } from "@/text/entry";

import { goOn, type SignUpFields } from "./enter";
import { EntryForm } from "./entry-form";
import type { Faults } from "./faults";

const text = all.signUpCode;

// People copy the code with the spaces around it.
const codeIn = (data: FormData) => String(data.get("code") ?? "").replace(/\s/g, "");

type SignUpCodeProps = {
  fields: SignUpFields;
  signUp: string;
  /** Another code is on its way; the one before stays good for its own mail. */
  onAgain: (signUp: string) => void;
  onBack: () => void;
};

/** Says the same for every address: whether it has an account is told only to who reads it. */
export function SignUpCode({ fields, signUp, onAgain, onBack }: SignUpCodeProps) {
  const confirm = useMutation({
    mutationFn: async (code: string) => {
      const body = { sign_up: signUp, code, cookie: true };
      session.adopt(await unwrap(publicAuth.POST("/v1/auth/sign-up/confirm", { body })));
      await goOn();
    },
    meta: { showsOwnErrors: true },
  });
  const again = useMutation({
    mutationFn: () => unwrap(publicAuth.POST("/v1/auth/sign-up", { body: { ...fields, cookie: true } })),
    onSuccess: (answer) => {
      if ("sign_up" in answer) onAgain(answer.sign_up);
      toast.success(text.sent);
    },
  });
  return (
    <EntryForm
      title={text.title}
      description={text.welcome(fields.email)}
      submit={text.submit}
      isPending={confirm.isPending || confirm.isSuccess}
      check={(data): Faults => (/^\d{6}$/.test(codeIn(data)) ? {} : { code: text.codeOdd })}
      onSubmit={(data, ending) => confirm.mutate(codeIn(data), ending)}
      footer={
        <Button variant="ghost" onClick={onBack}>
          {text.back}
        </Button>
      }
    >
      {(faults) => (
        <Field
          id="code"
          label={text.code}
          hint={text.hint}
          error={faults["code"]}
          aside={
            <button
              type="button"
              className="rounded-sm text-xs font-medium text-accent-text underline-offset-4 hover:underline"
              onClick={() => again.mutate()}
            >
              {text.again}
            </button>
          }
        >
          <Input
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            maxLength={16}
            className="h-10 font-mono tracking-widest tabular-nums"
          />
        </Field>
      )}
    </EntryForm>
  );
}
