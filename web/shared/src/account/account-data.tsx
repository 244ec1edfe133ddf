"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { auth, unwrap } from "../api/index";
import { loadOrigins, meQuery } from "../session/index";
import { text as shared } from "../text/index";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { toast } from "../ui/toast";
import { proofIn, ProofField } from "./proof-field";
import { StepUpForm } from "./step-up-form";
import { text as all } from "./text";

const text = all.data;

/** Takes along what the account holds, or ends it. */
export function AccountData() {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      <ul className="list-disc pl-5 text-sm text-muted">
        <li>{text.goes}</li>
        <li>{text.stays}</li>
      </ul>
      <div className="flex flex-wrap gap-2">
        <ExportButton />
        {isAsking ? null : (
          <Button variant="danger" onClick={() => setIsAsking(true)}>
            {text.delete}
          </Button>
        )}
      </div>
      {isAsking ? <DeleteForm onCancel={() => setIsAsking(false)} /> : null}
    </div>
  );
}

function ExportButton() {
  const take = useMutation({
    mutationFn: async () => {
      const answer = await unwrap(auth.GET("/v1/me/export"));
      const url = URL.createObjectURL(
        new Blob([JSON.stringify(answer, null, 2)], { type: "application/json" }),
      );
      const link = document.createElement("a");
      link.href = url;
      link.download = "elevaite-account.json";
      link.click();
      URL.revokeObjectURL(url);
    },
    onError: toast.problem,
  });
  return (
    <Button isPending={take.isPending} onClick={() => take.mutate()}>
      {text.export}
    </Button>
  );
}

function DeleteForm({ onCancel }: { onCancel: () => void }) {
  const { data: me } = useQuery(meQuery);
  const end = useMutation({
    mutationFn: async (body: { email: string; password: string; code: string }) => {
      await unwrap(auth.POST("/v1/me/delete", { body }));
      const origins = await loadOrigins();
      window.location.replace(`${origins.auth_app}/sign-in`);
    },
    meta: { showsOwnErrors: true },
  });
  return (
    <StepUpForm
      submit={text.deleteForGood}
      cancel={shared.cancel}
      isPending={end.isPending || end.isSuccess}
      isDangerous
      onCancel={onCancel}
      onSubmit={(data, ending) =>
        end.mutate({ email: String(data.get("email") ?? "").trim(), ...proofIn(data) }, ending)
      }
    >
      {(faults) => (
        <>
          <Field label={text.email} hint={me?.email} error={faults["email"]}>
            <Input name="email" type="email" autoComplete="off" required maxLength={254} />
          </Field>
          <ProofField faults={faults} />
        </>
      )}
    </StepUpForm>
  );
}
