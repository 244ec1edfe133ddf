"use client";

import { useState, type ComponentProps } from "react";

import { studioText as text } from "@/text/studio";

import { areEqual } from "../../document/format";
import { ExpressionInput } from "../expression/expression-input";
import { useNodeForm } from "../form-context";
import { looksBroken, looseText, looseValue, placeholderOf } from "../values";
import { CodeArea } from "./code-field";
import type { FieldProps } from "./schema-field";

type JsonFieldProps = FieldProps &
  Pick<ComponentProps<"textarea">, "id" | "aria-describedby" | "aria-invalid">;

/**
 * A value as JSON. What is no JSON is kept as the text that it is, so that nothing typed is ever lost; the engine says
 * when a text does not fit.
 */
export function JsonField({ path, schema, value, isRequired: _, isExpression, ...control }: JsonFieldProps) {
  const form = useNodeForm();
  const [typed, setTyped] = useState<string | null>(null);
  const words = typed !== null && areEqual(looseValue(typed) ?? "", value ?? "") ? typed : looseText(value);
  const change = (next: string) => {
    setTyped(next);
    form.set(path, looseValue(next), true);
  };
  const props = { ...control, value: words, placeholder: placeholderOf(schema) || "{}" };
  return (
    <>
      {isExpression ? (
        <ExpressionInput {...props} onValue={change} isMultiline isCode />
      ) : (
        <CodeArea {...props} readOnly={form.isReadOnly} onValue={change} />
      )}
      {looksBroken(words) ? (
        <p role="status" className="text-xs text-warning">
          {text.values.brokenJson}
        </p>
      ) : null}
    </>
  );
}
