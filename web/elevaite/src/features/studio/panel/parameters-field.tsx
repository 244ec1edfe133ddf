"use client";

import { Braces, Rows3 } from "lucide-react";
import { useState } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { Checkbox } from "@elevaite/shared/ui/checkbox";
import { Input } from "@elevaite/shared/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";

import { studioText as text } from "@/text/studio";

import { areEqual, isObject } from "../document/format";
import type { JsonObject } from "../document/types";
import { AddEntry, EntryButtons } from "./fields/entry-buttons";
import { CodeArea } from "./fields/code-field";
import { Group } from "./fields/group";
import { parametersOf, parameterTypes, schemaOfParameters, type Parameter } from "./parameters";
import { looksBroken, looseText, looseValue } from "./values";

type ParametersFieldProps = {
  parameters: JsonObject;
  problem: string | undefined;
  isReadOnly: boolean;
  onParameters: (parameters: JsonObject, isTyping: boolean) => void;
};

/** What the model fills in when it calls the tool: as rows, or as a JSON Schema where rows are not enough. */
export function ParametersField({ parameters, problem, isReadOnly, onParameters }: ParametersFieldProps) {
  const rows = parametersOf(parameters);
  const [wantsJson, setWantsJson] = useState(false);
  const isJson = wantsJson || rows === null;
  return (
    <Group
      field="tool.parameters"
      label={text.tool.parameters}
      hint={text.tool.parametersHint}
      error={problem}
      action={
        rows === null ? null : (
          <Button variant="ghost" size="sm" onClick={() => setWantsJson(!wantsJson)}>
            {isJson ? <Rows3 aria-hidden /> : <Braces aria-hidden />}
            {isJson ? text.tool.asRows : text.tool.asJson}
          </Button>
        )
      }
    >
      {isJson || rows === null ? (
        <JsonSchema parameters={parameters} isReadOnly={isReadOnly} onParameters={onParameters} />
      ) : (
        <ParameterRows rows={rows} isReadOnly={isReadOnly} onParameters={onParameters} />
      )}
    </Group>
  );
}

type PartProps = Pick<ParametersFieldProps, "isReadOnly" | "onParameters">;

function JsonSchema({ parameters, isReadOnly, onParameters }: PartProps & { parameters: JsonObject }) {
  const [typed, setTyped] = useState<string | null>(null);
  const words = typed ?? looseText(parameters);
  const change = (next: string) => {
    setTyped(next);
    const value = looseValue(next) ?? {};
    if (isObject(value) && !areEqual(value, parameters)) onParameters(value, true);
  };
  return (
    <>
      <CodeArea
        aria-label={text.tool.schema}
        value={words}
        readOnly={isReadOnly}
        onValue={change}
        onBlur={() => {
          if (!looksBroken(words)) setTyped(null);
        }}
      />
      {looksBroken(words) ? <p className="text-xs text-warning">{text.tool.brokenSchema}</p> : null}
    </>
  );
}

function ParameterRows({ rows: stored, isReadOnly, onParameters }: PartProps & { rows: Parameter[] }) {
  const [edited, setEdited] = useState(stored);
  const named = (rows: Parameter[]) => rows.filter(({ name }) => name !== "");
  const rows = areEqual(named(edited), stored) ? edited : stored;
  const set = (next: Parameter[], isTyping: boolean) => {
    setEdited(next);
    onParameters(schemaOfParameters(named(next)), isTyping);
  };
  const change = (index: number, part: Partial<Parameter>, isTyping = true) =>
    set(
      rows.map((row, each) => (each === index ? { ...row, ...part } : row)),
      isTyping,
    );
  return (
    <>
      {rows.map((row, index) => (
        <div key={index} className="flex flex-col gap-1.5 rounded-md border bg-surface p-2">
          <div className="flex items-center gap-1">
            <Input
              aria-label={text.tool.parameterName(index + 1)}
              placeholder={text.panel.name}
              className="font-mono text-xs"
              autoComplete="off"
              spellCheck={false}
              readOnly={isReadOnly}
              value={row.name}
              onChange={(event) => change(index, { name: event.target.value.trim() })}
            />
            <Select
              value={row.type}
              disabled={isReadOnly}
              onValueChange={(type) => change(index, { type }, false)}
            >
              <SelectTrigger aria-label={text.tool.parameterType(index + 1)} className="w-32">
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {[...new Set([...parameterTypes, row.type])].map((type) => (
                  <SelectItem key={type} value={type}>
                    {text.tool.types[type] ?? type}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
            {isReadOnly ? null : (
              <EntryButtons
                name={row.name || text.tool.parameterName(index + 1)}
                index={index}
                count={rows.length}
                onRemove={() =>
                  set(
                    rows.filter((_, each) => each !== index),
                    false,
                  )
                }
              />
            )}
          </div>
          <Input
            aria-label={text.tool.parameterDescription(index + 1)}
            placeholder={text.tool.parameterPlaceholder}
            autoComplete="off"
            readOnly={isReadOnly}
            value={row.description}
            onChange={(event) => change(index, { description: event.target.value })}
          />
          <label className="flex items-center gap-2 text-xs">
            <Checkbox
              checked={row.isRequired}
              disabled={isReadOnly}
              onCheckedChange={(isRequired) => change(index, { isRequired: isRequired === true }, false)}
            />
            {text.tool.required}
          </label>
        </div>
      ))}
      {isReadOnly ? null : (
        <AddEntry
          label={text.tool.addParameter}
          onClick={() =>
            set([...rows, { name: "", type: "string", description: "", isRequired: true, rest: {} }], false)
          }
        />
      )}
    </>
  );
}
