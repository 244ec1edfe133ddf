"use client";

import { studioText as text } from "@/text/studio";

import { isObject } from "../../document/format";
import type { JsonValue } from "../../document/types";
import { useNodeForm } from "../form-context";
import { pathText } from "../values";
import { AddEntry, EntryButtons } from "./entry-buttons";
import { Group } from "./group";
import { SelectField } from "./select-field";
import { ValueField } from "./value-field";
import type { FieldProps } from "./schema-field";

/** These look at one value only. */
const alone = new Set(["is_empty", "is_not_empty", "is_true", "is_false"]);

/** Rules that compare two values. */
export function ConditionsField({ path, schema, value }: FieldProps) {
  const form = useNodeForm();
  const rules = Array.isArray(value) ? value : [];
  const label = schema.title ?? String(path.at(-1));
  const properties = schema.items?.properties ?? {};
  const set = (next: JsonValue[]) => form.set(path, next);
  const inner = { isRequired: true, isExpression: true };
  return (
    <Group
      field={pathText(path)}
      label={label}
      hint={schema.description}
      error={form.problemAt(pathText(path))}
    >
      {rules.map((rule, index) => {
        const at = [...path, index];
        const of = (name: string) => (isObject(rule) ? rule[name] : undefined);
        const name = text.panel.rule(index + 1);
        const problem = [`${pathText(at)}.left`, `${pathText(at)}.right`, pathText(at)]
          .map(form.problemAt)
          .find(Boolean);
        return (
          <div key={index} data-field={pathText(at)} className="flex flex-col gap-1.5 rounded-md border p-2">
            <ValueField
              {...inner}
              aria-label={text.panel.ruleValue(index + 1)}
              path={[...at, "left"]}
              schema={properties["left"] ?? {}}
              value={of("left")}
            />
            <div className="flex items-center gap-1">
              <SelectField
                {...inner}
                aria-label={text.panel.ruleOperator(index + 1)}
                path={[...at, "operator"]}
                schema={properties["operator"] ?? {}}
                value={of("operator")}
              />
              {form.isReadOnly ? null : (
                <EntryButtons
                  name={name}
                  index={index}
                  count={rules.length}
                  onRemove={() => set(rules.filter((_, each) => each !== index))}
                />
              )}
            </div>
            {alone.has(String(of("operator"))) ? null : (
              <ValueField
                {...inner}
                isRequired={false}
                aria-label={text.panel.ruleRight(index + 1)}
                path={[...at, "right"]}
                schema={properties["right"] ?? {}}
                value={of("right")}
              />
            )}
            {problem ? (
              <p role="alert" className="text-xs text-danger">
                {problem}
              </p>
            ) : null}
          </div>
        );
      })}
      {form.isReadOnly ? null : (
        <AddEntry
          label={text.panel.addRule}
          onClick={() => set([...rules, { left: "", operator: "equals" }])}
        />
      )}
    </Group>
  );
}
