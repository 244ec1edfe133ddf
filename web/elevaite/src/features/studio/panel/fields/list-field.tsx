"use client";

import type { ReactNode } from "react";

import { studioText as text } from "@/text/studio";

import { isObject } from "../../document/format";
import type { JsonValue } from "../../document/types";
import { useNodeForm } from "../form-context";
import { initialValue, pathText } from "../values";
import { AddEntry, EntryButtons } from "./entry-buttons";
import { Group } from "./group";
import { SchemaField, type FieldProps } from "./schema-field";

function moved<Entry>(list: Entry[], from: number, to: number): Entry[] {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** A list: one control for each entry, or a card with all of its settings. */
export function ListField({ path, schema, value, isExpression }: FieldProps) {
  const form = useNodeForm();
  const entries = Array.isArray(value) ? value : [];
  const label = schema.title ?? String(path.at(-1));
  const items = schema.items ?? {};
  const set = (next: JsonValue[]) => form.set(path, next.length > 0 ? next : undefined);
  const isFull = schema.maxItems !== undefined && entries.length >= schema.maxItems;
  return (
    <Group
      field={pathText(path)}
      label={label}
      hint={schema.description}
      error={form.problemAt(pathText(path))}
    >
      {entries.map((entry, index) => {
        const name = `${label} ${index + 1}`;
        const props = {
          path: [...path, index],
          schema: { ...items, title: items.title ?? name },
          value: entry,
          isRequired: true,
          isExpression: isExpression || items["x-expression"] === true,
        };
        const buttons = form.isReadOnly ? null : (
          <EntryButtons
            name={name}
            index={index}
            count={entries.length}
            onMove={(to) => set(moved(entries, index, to))}
            onRemove={() => set(entries.filter((_, each) => each !== index))}
          />
        );
        return items.properties ? (
          <EntryCard key={index} {...props} name={name} buttons={buttons} />
        ) : (
          <div key={index} className="flex items-start gap-1 [&_label]:sr-only">
            <div className="min-w-0 flex-1">
              <SchemaField {...props} />
            </div>
            {buttons}
          </div>
        );
      })}
      {form.isReadOnly || isFull ? null : (
        <AddEntry
          label={text.panel.addEntry}
          onClick={() => set([...entries, withFreeId(initialValue(items), entries)])}
        />
      )}
    </Group>
  );
}

/** A case of a switch needs a name that no other has. */
function withFreeId(entry: JsonValue, others: JsonValue[]): JsonValue {
  if (!isObject(entry) || typeof entry["id"] !== "string" || entry["id"] !== "") return entry;
  const taken = new Set(others.filter(isObject).map((other) => other["id"]));
  let number = others.length + 1;
  while (taken.has(`case_${number}`)) number += 1;
  return { ...entry, id: `case_${number}` };
}

type EntryCardProps = FieldProps & { name: string; buttons: ReactNode };

function EntryCard({ path, schema, value, isExpression, name, buttons }: EntryCardProps) {
  const required = new Set(schema.required ?? []);
  return (
    <div className="flex flex-col gap-3 rounded-md border p-2.5">
      <div className="-my-1 flex items-center justify-between">
        <span className="text-xs font-medium text-muted">{name}</span>
        {buttons}
      </div>
      {Object.entries(schema.properties ?? {}).map(([member, each]) => (
        <SchemaField
          key={member}
          path={[...path, member]}
          schema={each}
          value={isObject(value) ? value[member] : undefined}
          isRequired={required.has(member)}
          isExpression={isExpression || each["x-expression"] === true}
        />
      ))}
    </div>
  );
}
