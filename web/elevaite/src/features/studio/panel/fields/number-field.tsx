"use client";

import { useState, type ComponentProps } from "react";

import { Input } from "@elevaite/shared/ui/input";

import { ExpressionInput } from "../expression/expression-input";
import { useNodeForm } from "../form-context";
import { numberOrText, placeholderOf } from "../values";
import type { FieldProps } from "./schema-field";

type NumberFieldProps = FieldProps &
  Pick<ComponentProps<"input">, "id" | "aria-describedby" | "aria-invalid">;

export function NumberField({
  path,
  schema,
  value,
  isRequired: _,
  isExpression,
  ...control
}: NumberFieldProps) {
  const form = useNodeForm();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = value === undefined || value === null ? "" : String(value);
  const words = typed !== null && numberOrText(typed) === value ? typed : shown;
  const placeholder = placeholderOf(schema);
  const change = (next: string) => {
    setTyped(next);
    form.set(path, numberOrText(next), true);
  };
  if (isExpression) {
    return <ExpressionInput {...control} value={words} placeholder={placeholder} onValue={change} />;
  }
  return (
    <Input
      {...control}
      inputMode={schema.type === "integer" ? "numeric" : "decimal"}
      autoComplete="off"
      readOnly={form.isReadOnly}
      value={words}
      placeholder={placeholder}
      onChange={(event) => change(event.target.value)}
      onBlur={() => setTyped(null)}
    />
  );
}
