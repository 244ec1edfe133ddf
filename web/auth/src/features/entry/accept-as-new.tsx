"use client";

import { useMutation, useQuery } from "@tanstack/react-query";

import { authOptionsQuery } from "@elevaite/shared/account";
import { publicAuth, unwrap } from "@elevaite/shared/api";
import { session } from "@elevaite/shared/session";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";

import { text as all } from "@/text/entry";

import { goOn } from "./enter";
import { EntryForm } from "./entry-form";
import { faultsOf } from "./faults";
import { sentenceOf, type OpenInvitation } from "./invitation";
import { forgetToken } from "./kept-token";
import { NewPasswordField } from "./new-password-field";

const text = all.invitation;

/** For an address that has no account yet: the invitation makes one. */
export function AcceptAsNew({ open, token }: { open: OpenInvitation; token: string }) {
  const { data: options } = useQuery(authOptionsQuery);
  const accept = useMutation({
    mutationFn: async (fields: { name: string; password: string }) => {
      const body = { ...fields, token, cookie: true };
      session.adopt(await unwrap(publicAuth.POST("/v1/auth/invitations/accept", { body })));
      forgetToken();
      await goOn();
    },
    meta: { showsOwnErrors: true },
  });
  const fieldsIn = (data: FormData) => ({
    name: String(data.get("name") ?? "").trim(),
    password: String(data.get("password") ?? ""),
  });
  return (
    <EntryForm
      title={text.heading(open.tenant_name)}
      description={sentenceOf(open)}
      submit={text.submitNew}
      isPending={accept.isPending || accept.isSuccess}
      check={(data) =>
        faultsOf(
          { email: open.email, password: fieldsIn(data).password },
          options?.password_min_length ?? null,
        )
      }
      onSubmit={(data, ending) => accept.mutate(fieldsIn(data), ending)}
      footer={null}
    >
      {(faults) => (
        <>
          {/* For password managers: whose password it is. */}
          <input hidden readOnly name="username" autoComplete="username" value={open.email} />
          <Field id="name" label={all.signUp.name} error={faults["name"]}>
            <Input name="name" autoComplete="name" maxLength={200} className="h-10" />
          </Field>
          <NewPasswordField error={faults["password"]} options={options} />
        </>
      )}
    </EntryForm>
  );
}
