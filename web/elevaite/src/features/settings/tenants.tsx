"use client";

import { useMutation, useQuery } from "@tanstack/react-query";

import { formatDate } from "@elevaite/shared/format";
import { switchTenant, tenantsQuery, useSession } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { Avatar } from "@elevaite/shared/ui/avatar";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import { CopyButton } from "@elevaite/shared/ui/copy-button";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { text as all } from "@/text/settings";

const text = all.tenants;

export function Tenants() {
  const state = useSession();
  const current = state.status === "signed_in" ? state.identity.tenant_id : null;
  const { data: tenants, isPending, error, refetch } = useQuery(tenantsQuery);
  const change = useMutation({ mutationFn: switchTenant });
  if (isPending) return <Skeleton aria-busy className="h-14.5 rounded-lg" />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <ul className="divide-y rounded-lg border">
      {tenants.map(({ id, name, role, joined_at }) => (
        <li key={id} className="flex items-center gap-3 px-3 py-2.5">
          <Avatar name={name} className="size-8 rounded-md" />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm font-medium">
              <span className="min-w-0 truncate">{name}</span>
              {id === current ? <Badge tone="success">{text.current}</Badge> : null}
            </p>
            <ul className="flex flex-wrap gap-x-3 text-xs text-muted">
              <li>{shared.role[role]}</li>
              <li>{text.since(formatDate(joined_at))}</li>
              <li className="flex min-w-0 items-center gap-0.5">
                <span className="min-w-0 truncate font-mono">{id}</span>
                <CopyButton value={id} label={text.copyId(name)} className="-my-2 shrink-0" />
              </li>
            </ul>
          </div>
          {id === current ? null : (
            <Button
              size="sm"
              aria-label={text.switchTo(name)}
              isPending={change.isPending && change.variables === id}
              onClick={() => change.mutate(id)}
            >
              {text.switch}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
