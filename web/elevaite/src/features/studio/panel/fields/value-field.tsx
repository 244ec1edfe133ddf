"use client";

import { useState, type ComponentProps } from "react";

import { cn } from "@elevaite/shared/ui/class-names";

import { studioText as text } from "@/text/studio";

import { areEqual } from "../../document/format";
import { ExpressionInput } from "../expression/expression-input";
import { useNodeForm } from "../form-context";
import { looseText, looseValue, typesOf, placeholderOf } from "../values";
import type { FieldProps } from "./schema-field";

type ValueFieldProps = FieldProps &
  Pick<ComponentProps<"textarea">, "id" | "aria-label" | "aria-describedby">;

function typeName(value: FieldProps["value"]): string | null {
  if (value === undefined || (typeof value === "string" && !value.includes("{{"))) return null;
  if (typeof value === "string") return null;
  if (value === null) return text.values.null;
  return Array.isArray(value)
    ? text.values.list
    : text.values[typeof value as "number" | "boolean" | "object"];
}

/** A setting of any type: a number, true, a list or an object is one when it is written as JSON; all else is text. */
export function ValueField({
  path,
  schema,
  value,
  isRequired,
  isExpression: _,
  ...control
}: ValueFieldProps) {
  const form = useNodeForm();
  const isText = typesOf(schema).join() === "string";
  const [typed, setTyped] = useState<string | null>(null);
  const readOf = (words: string) => (isText ? words || undefined : looseValue(words));
  const shown = isText && typeof value === "string" ? value : looseText(value);
  // While somebody types, what they typed is shown; `1.` must not become `1`.
  const words = typed !== null && areEqual(readOf(typed) ?? "", value ?? "") ? typed : shown;
  const type = isText ? null : typeName(value);
  return (
    <div className="relative">
      <ExpressionInput
        {...control}
        value={words}
        placeholder={placeholderOf(schema)}
        isMultiline={words.includes("\n")}
        onValue={(next) => {
          setTyped(next);
          form.set(path, readOf(next) ?? (isRequired ? "" : undefined), true);
        }}
        onBlurCapture={() => setTyped(null)}
      />
      {type ? (
        <span
          className={cn(
            "pointer-events-none absolute right-9 bottom-1.5 rounded-sm bg-subtle px-1 text-2xs text-muted",
          )}
        >
          {type}
        </span>
      ) : null}
    </div>
  );
}
