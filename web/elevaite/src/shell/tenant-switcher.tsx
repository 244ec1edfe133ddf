"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronsUpDown } from "lucide-react";
import { useState } from "react";

import { meQuery, switchTenant, tenantsQuery, useSession } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { Avatar } from "@elevaite/shared/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { toast } from "@elevaite/shared/ui/toast";

import { text } from "@/text";

export function TenantSwitcher() {
  const isSignedIn = useSession().status === "signed_in";
  const [isOpen, setIsOpen] = useState(false);
  const { data: me } = useQuery({ ...meQuery, enabled: isSignedIn });
  const { data: tenants } = useQuery({ ...tenantsQuery, enabled: isOpen });
  if (!me) return <Skeleton className="h-9 w-full rounded-md" />;
  const shown = tenants ?? [me.tenant];
  return (
    <DropdownMenu open={isOpen} onOpenChange={setIsOpen}>
      <DropdownMenuTrigger
        className={
          "flex h-9 w-full items-center gap-2 " +
          "rounded-md px-1.5 text-left text-sm font-medium hover:bg-subtle"
        }
      >
        <Avatar name={me.tenant.name} className="rounded-md" />
        <span className="sr-only">{text.shell.switchTenant}:</span>
        <span className="min-w-0 flex-1 truncate">{me.tenant.name}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-60">
        <DropdownMenuLabel>{text.shell.tenant}</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={me.tenant.id}
          onValueChange={(id) => {
            if (id !== me.tenant.id) switchTenant(id).catch(toast.problem);
          }}
        >
          {shown.map((tenant) => (
            <DropdownMenuRadioItem key={tenant.id} value={tenant.id}>
              <span className="min-w-0 flex-1 truncate">{tenant.name}</span>
              <span className="text-xs text-muted">{shared.role[tenant.role]}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
