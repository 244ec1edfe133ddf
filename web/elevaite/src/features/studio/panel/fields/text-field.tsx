"use client";

import { useState, type ComponentProps } from "react";

import { Input } from "@elevaite/shared/ui/input";
import { Textarea } from "@elevaite/shared/ui/textarea";

import { ExpressionInput } from "../expression/expression-input";
import { useNodeForm } from "../form-context";
import { widgetOf, placeholderOf } from "../values";
import type { FieldProps } from "./schema-field";

type ControlProps = FieldProps & Pick<ComponentProps<"input">, "id" | "aria-describedby" | "aria-invalid">;

/** Lists of texts, such as addresses, are written with commas between them. */
function textOf(value: FieldProps["value"]): string {
  if (Array.isArray(value)) return value.map(String).join(", ");
  return value === undefined || value === null
    ? ""
    : typeof value === "string"
      ? value
      : JSON.stringify(value);
}

export function TextField({ path, schema, value, isRequired, isExpression, ...control }: ControlProps) {
  const form = useNodeForm();
  const text = textOf(value);
  const isMultiline = widgetOf(schema) === "textarea";
  const placeholder = placeholderOf(schema);
  // What is required stays as an empty text, so that the problem is told at this field.
  const change = (next: string) => form.set(path, next === "" && !isRequired ? undefined : next, true);
  if (schema.pattern && !isExpression) {
    return <PatternField pattern={schema.pattern} value={text} onValue={change} {...control} />;
  }
  if (isExpression) {
    return (
      <ExpressionInput
        {...control}
        value={text}
        onValue={change}
        isMultiline={isMultiline}
        placeholder={placeholder}
      />
    );
  }
  const props = {
    ...control,
    value: text,
    placeholder,
    maxLength: schema.maxLength,
    readOnly: form.isReadOnly,
  };
  return isMultiline ? (
    <Textarea
      id={control.id}
      aria-describedby={control["aria-describedby"]}
      aria-invalid={control["aria-invalid"]}
      value={text}
      placeholder={placeholder}
      maxLength={schema.maxLength}
      readOnly={form.isReadOnly}
      onChange={(event) => change(event.target.value)}
    />
  ) : (
    <Input {...props} autoComplete="off" onChange={(event) => change(event.target.value)} />
  );
}

type PatternFieldProps = Pick<ComponentProps<"input">, "id" | "aria-describedby" | "aria-invalid"> & {
  pattern: string;
  value: string;
  onValue: (value: string) => void;
};

/** A name that other things hang on, such as an output: it changes only to another valid one. */
function PatternField({ pattern, value, onValue, ...control }: PatternFieldProps) {
  const { isReadOnly } = useNodeForm();
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && !new RegExp(pattern).test(typed);
  return (
    <Input
      {...control}
      value={typed ?? value}
      readOnly={isReadOnly}
      autoComplete="off"
      spellCheck={false}
      className="font-mono text-xs"
      aria-invalid={isWrong || control["aria-invalid"]}
      onChange={(event) => {
        setTyped(event.target.value);
        if (new RegExp(pattern).test(event.target.value)) onValue(event.target.value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
