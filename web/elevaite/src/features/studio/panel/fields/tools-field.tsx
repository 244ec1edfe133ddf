"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";

import { Checkbox } from "@elevaite/shared/ui/checkbox";

import { toolsQuery } from "@/queries/node-kinds";

import { useNodeForm } from "../form-context";
import { pathText } from "../values";
import { Group } from "./group";
import type { FieldProps } from "./schema-field";

type Tool = { name: string; title: string; description: string };

/** Which of the platform's own tools an agent may use. */
export function ToolsField({ path, schema, value }: FieldProps) {
  const form = useNodeForm();
  const id = useId();
  const { data } = useQuery(toolsQuery);
  const known = (data ?? []) as unknown as Tool[];
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const unknown = chosen
    .filter((name) => data && !known.some((tool) => tool.name === name))
    .map((name) => ({ name, title: name, description: "" }));
  const toggle = (name: string, isOn: boolean) => {
    const next = isOn ? [...chosen, name] : chosen.filter((each) => each !== name);
    form.set(path, next.length > 0 ? next : undefined);
  };
  return (
    <Group
      field={pathText(path)}
      label={schema.title ?? ""}
      hint={schema.description}
      error={form.problemAt(pathText(path))}
    >
      {[...known, ...unknown].map((tool) => (
        <div key={tool.name} className="flex items-start gap-2">
          <Checkbox
            id={`${id}-${tool.name}`}
            className="mt-0.5"
            disabled={form.isReadOnly}
            checked={chosen.includes(tool.name)}
            onCheckedChange={(isOn) => toggle(tool.name, isOn === true)}
          />
          <label htmlFor={`${id}-${tool.name}`} className="text-sm">
            {tool.title}
            <span className="block text-xs text-muted">{tool.description}</span>
          </label>
        </div>
      ))}
    </Group>
  );
}
