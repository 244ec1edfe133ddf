"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";

import { publicAuth, unwrap, type AuthAnswer } from "@elevaite/shared/api";
import { Button } from "@elevaite/shared/ui/button";

import { text as all } from "@/text/entry";

import { EntryForm } from "./entry-form";
import { useMailedToken } from "./mailed-token";
import { Outcome } from "./outcome";

const text = all.confirm;

type Confirmation = AuthAnswer<"/v1/auth/confirmations", "post">;

/** Asks with a button: what follows every link of a mail, to look for harm, must not confirm anything. */
export function ConfirmAddress() {
  const token = useMailedToken();
  const confirm = useMutation({
    mutationFn: () => unwrap(publicAuth.POST("/v1/auth/confirmations", { body: { token: token ?? "" } })),
    meta: { showsOwnErrors: true },
  });
  if (confirm.data) return <Confirmed confirmation={confirm.data} />;
  if (token === "") return <Outcome title={text.missingTitle}>{text.missing}</Outcome>;
  return (
    <EntryForm
      title={text.title}
      description={text.welcome}
      submit={text.submit}
      isPending={confirm.isPending}
      check={() => ({})}
      onSubmit={(_, ending) => confirm.mutate(undefined, ending)}
      footer={null}
    >
      {() => null}
    </EntryForm>
  );
}

function Confirmed({ confirmation: { purpose, email, is_complete } }: { confirmation: Confirmation }) {
  const goOn = (
    <Button asChild size="lg" variant="primary">
      <Link href="/">{text.goOn}</Link>
    </Button>
  );
  if (!is_complete) {
    return (
      <Outcome title={text.halfTitle} action={goOn}>
        {text.half(email)}
      </Outcome>
    );
  }
  const isNew = purpose === "verify_email";
  return (
    <Outcome title={isNew ? text.verifiedTitle : text.changedTitle} action={goOn}>
      {isNew ? text.verified(email) : text.changed(email)}
    </Outcome>
  );
}
