"use client";

import { useId } from "react";

import { Checkbox } from "@elevaite/shared/ui/checkbox";
import { RadioGroup, RadioGroupItem } from "@elevaite/shared/ui/radio-group";

import type { Permission } from "@/queries/permissions";
import { text as all } from "@/text/api-keys";

const text = all.form;

/** `chosen` may hold more than is offered: what was chosen for a higher role comes back with it. */
export type Scope = { isAll: boolean; chosen: Permission[] };

type ScopeChoiceProps = {
  offered: Permission[];
  scope: Scope;
  onChange: (scope: Scope) => void;
  error: string | undefined;
};

export function ScopeChoice({ offered, scope, onChange, error }: ScopeChoiceProps) {
  const id = useId();
  const toggle = (permission: Permission, isChosen: boolean) => {
    const others = scope.chosen.filter((other) => other !== permission);
    onChange({ ...scope, chosen: isChosen ? [...others, permission] : others });
  };
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{text.scope}</legend>
      <RadioGroup
        aria-label={text.scope}
        value={scope.isAll ? "all" : "some"}
        onValueChange={(value) => onChange({ ...scope, isAll: value === "all" })}
      >
        <RadioGroupItem value="all">{text.scopeAll}</RadioGroupItem>
        <RadioGroupItem value="some">{text.scopeSome}</RadioGroupItem>
      </RadioGroup>
      {scope.isAll ? null : (
        <ul aria-label={text.scopes} className="grid gap-x-4 gap-y-1.5 pl-6 sm:grid-cols-2">
          {offered.map((permission) => (
            <li key={permission} className="flex items-start gap-2">
              <Checkbox
                id={`${id}-${permission}`}
                className="mt-0.5"
                checked={scope.chosen.includes(permission)}
                onCheckedChange={(isChosen) => toggle(permission, isChosen === true)}
              />
              <label htmlFor={`${id}-${permission}`} className="text-sm">
                {all.permissions[permission]}
              </label>
            </li>
          ))}
        </ul>
      )}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-xs text-danger">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
