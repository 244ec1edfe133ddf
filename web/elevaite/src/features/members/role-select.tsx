"use client";

import type { Role } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";

import { rolesUpTo } from "@/queries/permissions";

type RoleSelectProps = { label: string; value: Role; own: Role; onChange: (role: Role) => void; id?: string };

/** A role that is at most one's own. */
export function RoleSelect({ label, value, own, onChange, id }: RoleSelectProps) {
  return (
    <Select value={value} onValueChange={(role) => onChange(role as Role)}>
      <SelectTrigger aria-label={label} id={id} className="w-28">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {rolesUpTo(own).map((role) => (
          <SelectItem key={role} value={role}>
            {shared.role[role]}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
