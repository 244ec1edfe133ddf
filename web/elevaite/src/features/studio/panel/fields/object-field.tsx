"use client";

import { isObject } from "../../document/format";
import { useNodeForm } from "../form-context";
import { pathText } from "../values";
import { Group } from "./group";
import { SchemaField, type FieldProps } from "./schema-field";

/** Settings that belong together. */
export function ObjectField({ path, schema, value, isExpression }: FieldProps) {
  const form = useNodeForm();
  const required = new Set(schema.required ?? []);
  return (
    <Group
      field={pathText(path)}
      label={schema.title ?? String(path.at(-1))}
      hint={schema.description}
      error={form.problemAt(pathText(path))}
    >
      <div className="grid gap-3 rounded-md border p-2.5 sm:grid-cols-2">
        {Object.entries(schema.properties ?? {}).map(([name, each]) => (
          <SchemaField
            key={name}
            path={[...path, name]}
            schema={each}
            value={isObject(value) ? value[name] : undefined}
            isRequired={required.has(name)}
            isExpression={isExpression || each["x-expression"] === true}
          />
        ))}
      </div>
    </Group>
  );
}
