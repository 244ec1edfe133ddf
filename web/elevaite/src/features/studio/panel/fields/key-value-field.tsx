"use client";

import { useState } from "react";

import { Input } from "@elevaite/shared/ui/input";

import { studioText as text } from "@/text/studio";

import { areEqual, isObject } from "../../document/format";
import type { JsonObject, JsonValue } from "../../document/types";
import { ExpressionInput } from "../expression/expression-input";
import { useNodeForm } from "../form-context";
import { looseText, looseValue, pathText } from "../values";
import { AddEntry, EntryButtons } from "./entry-buttons";
import { Group } from "./group";
import { JsonField } from "./json-field";
import type { FieldProps } from "./schema-field";

type Row = { name: string; value: string };

const rowsOf = (value: JsonObject): Row[] =>
  Object.entries(value).map(([name, each]) => ({ name, value: looseText(each) }));

function objectOf(rows: Row[]): JsonObject {
  const named = rows.filter(({ name }) => name !== "");
  return Object.fromEntries(named.map(({ name, value }) => [name, looseValue(value) ?? ""]));
}

/** Names with values, such as headers. What is no object, a template for example, is edited as JSON. */
export function KeyValueField(props: FieldProps) {
  const { path, schema, value } = props;
  const form = useNodeForm();
  const label = schema.title ?? String(path.at(-1));
  const isEditable = value === undefined || isObject(value);
  return (
    <Group
      field={pathText(path)}
      label={label}
      hint={schema.description}
      error={form.problemAt(pathText(path))}
    >
      {isEditable ? (
        <Rows label={label} value={value ?? {}} onValue={(next) => form.set(path, next, true)} />
      ) : (
        <JsonField {...props} />
      )}
    </Group>
  );
}

type RowsProps = { label: string; value: JsonObject; onValue: (value: JsonValue | undefined) => void };

function Rows({ label, value, onValue }: RowsProps) {
  const { isReadOnly } = useNodeForm();
  const [edited, setEdited] = useState<Row[]>(() => rowsOf(value));
  // A row without a name yet is not in the config, but it is still here.
  const rows = areEqual(objectOf(edited), value) ? edited : rowsOf(value);
  const set = (next: Row[]) => {
    setEdited(next);
    const object = objectOf(next);
    onValue(Object.keys(object).length > 0 ? object : undefined);
  };
  const change = (index: number, part: Partial<Row>) =>
    set(rows.map((row, each) => (each === index ? { ...row, ...part } : row)));
  return (
    <>
      {rows.map((row, index) => (
        <div key={index} className="flex items-start gap-1">
          <Input
            aria-label={text.panel.keyName(label, index + 1)}
            placeholder={text.panel.name}
            className="w-2/5"
            autoComplete="off"
            readOnly={isReadOnly}
            value={row.name}
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <ExpressionInput
            aria-label={text.panel.keyValue(label, index + 1)}
            placeholder={text.panel.value}
            className="min-w-0 flex-1"
            value={row.value}
            onValue={(next) => change(index, { value: next })}
          />
          {isReadOnly ? null : (
            <EntryButtons
              name={row.name || `${label} ${index + 1}`}
              index={index}
              count={rows.length}
              onRemove={() => set(rows.filter((_, each) => each !== index))}
            />
          )}
        </div>
      ))}
      {isReadOnly ? null : (
        <AddEntry label={text.panel.addEntry} onClick={() => set([...rows, { name: "", value: "" }])} />
      )}
    </>
  );
}
