"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { proofIn, ProofField, StepUpForm } from "@elevaite/shared/account";
import { ApiProblem, describeProblem } from "@elevaite/shared/api";
import { formatDate } from "@elevaite/shared/format";
import { usePermission } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { Alert } from "@elevaite/shared/ui/alert";
import { Button } from "@elevaite/shared/ui/button";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { toast } from "@elevaite/shared/ui/toast";

import { tenantQuery, useEndTenant, useKeepTenant, useRenameTenant, type Tenant } from "@/queries/tenant";
import { text as all } from "@/text/settings";

const text = all.tenant;

/** The name of the tenant, and its end; its owners decide. */
export function TenantSettings() {
  const { data: tenant, isPending, error, refetch } = useQuery(tenantQuery);
  const mayChange = usePermission("tenant:write");
  if (isPending) return <Skeleton aria-busy className="h-16 rounded-md" />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex flex-col gap-5">
      <RenameForm tenant={tenant} mayChange={mayChange} />
      {tenant.ends_at ? (
        <Ending endsAt={tenant.ends_at} mayChange={mayChange} />
      ) : mayChange ? (
        <End tenant={tenant} />
      ) : null}
    </div>
  );
}

function RenameForm({ tenant, mayChange }: { tenant: Tenant; mayChange: boolean }) {
  const rename = useRenameTenant();
  const fault = rename.error instanceof ApiProblem ? rename.error.fields["name"] : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (rename.isPending) return;
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    rename.mutate(name, { onSuccess: () => toast.success(text.renamed(name)) });
  };
  return (
    <form noValidate onSubmit={submit} className="flex max-w-sm flex-col gap-3">
      {rename.error && !fault ? (
        <Alert tone="danger" title={describeProblem(rename.error).title}>
          {describeProblem(rename.error).detail}
        </Alert>
      ) : null}
      <Field label={text.name} hint={mayChange ? undefined : text.ownerOnly} error={fault}>
        <Input name="name" required maxLength={200} defaultValue={tenant.name} readOnly={!mayChange} />
      </Field>
      {mayChange ? (
        <Button type="submit" className="self-start" isPending={rename.isPending}>
          {text.rename}
        </Button>
      ) : null}
    </form>
  );
}

function Ending({ endsAt, mayChange }: { endsAt: string; mayChange: boolean }) {
  const keep = useKeepTenant();
  return (
    <Alert tone="warning" title={text.endsOn(formatDate(endsAt))}>
      <div className="flex flex-col items-start gap-2">
        {text.endsHint}
        {mayChange ? (
          <Button
            size="sm"
            isPending={keep.isPending}
            // Not by the mutation's own callback: this is gone by then.
            onClick={() =>
              void keep.mutateAsync(undefined).then(() => toast.success(text.kept), toast.problem)
            }
          >
            {text.keep}
          </Button>
        ) : null}
      </div>
    </Alert>
  );
}

function End({ tenant }: { tenant: Tenant }) {
  const [isAsking, setIsAsking] = useState(false);
  const end = useEndTenant();
  if (!isAsking) {
    return (
      <div className="flex flex-col items-start gap-2">
        <p className="text-sm text-muted">{text.endHint}</p>
        <Button variant="danger" onClick={() => setIsAsking(true)}>
          {text.end}
        </Button>
      </div>
    );
  }
  return (
    <StepUpForm
      submit={text.endForGood}
      cancel={shared.cancel}
      isPending={end.isPending}
      isDangerous
      onCancel={() => setIsAsking(false)}
      onSubmit={(data, ending) =>
        end.mutate({ name: String(data.get("typed_name") ?? ""), ...proofIn(data) }, ending)
      }
    >
      {(faults) => (
        <>
          <Field label={text.typeName} hint={tenant.name} error={faults["name"]}>
            <Input name="typed_name" autoComplete="off" required maxLength={200} />
          </Field>
          <ProofField faults={faults} id="tenant-password" />
        </>
      )}
    </StepUpForm>
  );
}
