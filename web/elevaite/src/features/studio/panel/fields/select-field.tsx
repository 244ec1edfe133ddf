"use client";

import type { ComponentProps } from "react";

import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";

import { studioText as text } from "@/text/studio";

import { useNodeForm } from "../form-context";
import type { FieldProps } from "./schema-field";

type SelectFieldProps = FieldProps &
  Pick<ComponentProps<"button">, "id" | "aria-label" | "aria-describedby" | "aria-invalid" | "className">;

/** A choice among few. Operators and the like have words of their own; the rest is shown as the engine spells it. */
export function SelectField({
  path,
  schema,
  value,
  isRequired: _,
  isExpression: __,
  ...control
}: SelectFieldProps) {
  const form = useNodeForm();
  const options = (schema.enum ?? []).map(String);
  const chosen = value ?? schema.default;
  return (
    <Select
      value={chosen === undefined ? "" : String(chosen)}
      disabled={form.isReadOnly}
      onValueChange={(next) => form.set(path, next)}
    >
      <SelectTrigger {...control}>
        <SelectValue placeholder={text.panel.choose} />
      </SelectTrigger>
      <SelectContent>
        {options.map((option) => (
          <SelectItem key={option} value={option}>
            {text.options[option] ?? option}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
