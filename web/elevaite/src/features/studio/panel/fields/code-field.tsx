"use client";

import type { ComponentProps, KeyboardEvent } from "react";

import { cn } from "@elevaite/shared/ui/class-names";
import { fieldClasses } from "@elevaite/shared/ui/input";

import { ExpressionInput } from "../expression/expression-input";
import { useNodeForm } from "../form-context";
import { placeholderOf } from "../values";
import type { FieldProps } from "./schema-field";

type CodeFieldProps = FieldProps &
  Pick<ComponentProps<"textarea">, "id" | "aria-describedby" | "aria-invalid">;

/** Text in a fixed-width font. Where expressions may stand it is a field for them. */
export function CodeField({ path, schema, value, isRequired, isExpression, ...control }: CodeFieldProps) {
  const form = useNodeForm();
  const words = typeof value === "string" ? value : "";
  const change = (next: string) => form.set(path, next === "" && !isRequired ? undefined : next, true);
  if (isExpression) {
    return <ExpressionInput {...control} value={words} onValue={change} isMultiline isCode />;
  }
  return (
    <CodeArea
      {...control}
      value={words}
      placeholder={placeholderOf(schema)}
      readOnly={form.isReadOnly}
      onValue={change}
    />
  );
}

type CodeAreaProps = Omit<ComponentProps<"textarea">, "onChange"> & { onValue: (value: string) => void };

/** Two spaces for Tab would trap the keyboard, so lines only keep the indentation of the line above. */
export function CodeArea({ onValue, className, ...props }: CodeAreaProps) {
  const keepIndent = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    const area = event.currentTarget;
    const { selectionStart: start, selectionEnd: end, value } = area;
    const line = value.slice(value.lastIndexOf("\n", start - 1) + 1, start);
    const indent = /^\s*/.exec(line)?.[0] ?? "";
    if (!indent) return;
    event.preventDefault();
    area.setRangeText(`\n${indent}`, start, end, "end");
    onValue(area.value);
  };
  return (
    <textarea
      {...props}
      spellCheck={false}
      autoComplete="off"
      onKeyDown={keepIndent}
      onChange={(event) => onValue(event.target.value)}
      className={cn(
        fieldClasses,
        "field-sizing-content max-h-96 min-h-24 py-1.5 font-mono leading-relaxed max-md:text-[1rem] md:text-xs",
        className,
      )}
    />
  );
}
