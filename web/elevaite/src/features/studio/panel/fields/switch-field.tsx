"use client";

import { useId } from "react";

import { Label } from "@elevaite/shared/ui/label";
import { Switch } from "@elevaite/shared/ui/switch";

import { useNodeForm } from "../form-context";
import { pathText } from "../values";
import type { FieldProps } from "./schema-field";

export function SwitchField({ path, schema, value }: FieldProps) {
  const form = useNodeForm();
  const id = useId();
  return (
    <div data-field={pathText(path)} className="flex items-start justify-between gap-3">
      <div>
        <Label htmlFor={id}>{schema.title ?? String(path.at(-1))}</Label>
        {schema.description ? (
          <p id={`${id}-hint`} className="text-xs text-muted">
            {schema.description}
          </p>
        ) : null}
      </div>
      <Switch
        id={id}
        className="mt-0.5"
        disabled={form.isReadOnly}
        aria-describedby={schema.description ? `${id}-hint` : undefined}
        checked={value === undefined ? schema.default === true : value === true}
        onCheckedChange={(next) => form.set(path, next)}
      />
    </div>
  );
}
