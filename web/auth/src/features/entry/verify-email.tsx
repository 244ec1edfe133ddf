"use client";

import { useMutation, useQuery } from "@tanstack/react-query";

import { auth, unwrap } from "@elevaite/shared/api";
import { meQuery, SignedInOnly } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { toast } from "@elevaite/shared/ui/toast";

import { text as all } from "@/text/entry";

import { goOn } from "./enter";
import { EntryForm } from "./entry-form";
import type { Faults } from "./faults";

const text = all.verify;

// People copy the code with the spaces around it.
const codeIn = (data: FormData) => String(data.get("code") ?? "").replace(/\s/g, "");

/** Asks for the code that was mailed to the address of who is signed in. */
export function VerifyEmail() {
  return (
    <SignedInOnly fallback={<Skeleton aria-busy className="h-72 rounded-lg" />}>
      <CodeForm />
    </SignedInOnly>
  );
}

function CodeForm() {
  const { data: me } = useQuery(meQuery);
  const verify = useMutation({
    mutationFn: async (code: string) => {
      await unwrap(auth.POST("/v1/me/email/verify", { body: { code } }));
      toast.success(text.done);
      await goOn();
    },
    meta: { showsOwnErrors: true },
  });
  const again = useMutation({
    mutationFn: () => unwrap(auth.POST("/v1/me/email/verification")),
    onSuccess: () => toast.success(text.sent),
  });
  return (
    <EntryForm
      title={text.title}
      description={text.welcome(me?.email ?? "…")}
      submit={text.submit}
      isPending={verify.isPending || verify.isSuccess}
      check={(data): Faults => (/^\d{6}$/.test(codeIn(data)) ? {} : { code: text.codeOdd })}
      onSubmit={(data, ending) => verify.mutate(codeIn(data), ending)}
      footer={
        <Button variant="ghost" onClick={() => void goOn()}>
          {text.later}
        </Button>
      }
    >
      {(faults) => (
        <Field
          id="code"
          label={text.code}
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
