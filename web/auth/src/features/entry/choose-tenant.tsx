"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { moveToTenant, SignedInOnly, tenantsQuery, useSession, type Tenant } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { Avatar } from "@elevaite/shared/ui/avatar";
import { Badge } from "@elevaite/shared/ui/badge";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { Spinner } from "@elevaite/shared/ui/spinner";

import { text as all } from "@/text/entry";

import { goOn } from "./enter";

const text = all.tenants;

/** For who is a member of several tenants. The one used last is first and has the focus: Enter goes on. */
export function ChooseTenant() {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">{text.title}</h1>
        <p className="text-base text-muted">{text.description}</p>
      </div>
      <SignedInOnly fallback={<ListSkeleton />}>
        <TenantList />
      </SignedInOnly>
    </div>
  );
}

function TenantList() {
  const state = useSession();
  // As it was when the list was shown: choosing changes the session, and the list must not jump then.
  const [current] = useState(state.status === "signed_in" ? state.identity.tenant_id : null);
  const { data: tenants, isPending, error, refetch } = useQuery(tenantsQuery);
  const first = useRef<HTMLButtonElement>(null);
  const choose = useMutation({
    mutationFn: async (id: string) => {
      if (id !== current) await moveToTenant(id);
      await goOn();
    },
  });
  useEffect(() => {
    if (tenants) first.current?.focus();
  }, [tenants]);
  if (isPending) return <ListSkeleton />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;

  const shown = tenants.toSorted((a, b) => Number(b.id === current) - Number(a.id === current));
  const chosen = choose.isPending || choose.isSuccess ? choose.variables : null;
  return (
    <ul aria-label={text.list} className="flex flex-col gap-2">
      {shown.map((tenant, index) => (
        <li key={tenant.id}>
          <button
            ref={index === 0 ? first : undefined}
            type="button"
            aria-disabled={chosen !== null || undefined}
            className={
              "flex w-full items-center gap-3 rounded-lg border bg-surface px-3 py-2.5 text-left shadow-sm " +
              "transition-colors hover:bg-subtle aria-disabled:opacity-60"
            }
            onClick={() => {
              if (chosen === null) choose.mutate(tenant.id);
            }}
          >
            <TenantName tenant={tenant} isLast={tenant.id === current} />
            {chosen === tenant.id ? (
              <Spinner />
            ) : (
              <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

function TenantName({ tenant, isLast }: { tenant: Tenant; isLast: boolean }) {
  return (
    <>
      <Avatar name={tenant.name} className="size-8 rounded-md" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate text-sm font-medium">{tenant.name}</span>
        <span className="text-xs text-muted">{shared.role[tenant.role]}</span>
      </span>
      {isLast ? <Badge tone="accent">{text.last}</Badge> : null}
    </>
  );
}

function ListSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-2">
      <Skeleton className="h-14.5 rounded-lg" />
      <Skeleton className="h-14.5 rounded-lg" />
    </div>
  );
}
