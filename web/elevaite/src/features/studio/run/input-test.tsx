"use client";

import { Play } from "lucide-react";
import { useState } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { Field } from "@elevaite/shared/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";

import { exampleInput } from "@/queries/trigger-inputs";
import { studioText as text } from "@/text/studio";

import { titleOf } from "../document/kinds";
import type { JsonObject } from "../document/types";
import { CodeArea } from "../panel/fields/code-field";
import { looksBroken, looseText, looseValue } from "../panel/values";
import { useDocument, useStudio } from "../studio-context";
import { useRunActions } from "./run-actions";
import { triggersOf } from "./triggers";

/** Starts the draft at one of its triggers, with an input as JSON. */
export function InputTest() {
  const { catalogue } = useStudio();
  const actions = useRunActions();
  const document = useDocument((state) => state.document);
  const triggers = triggersOf(document, catalogue);
  const [chosen, setChosen] = useState("");
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [isStarting, setIsStarting] = useState(false);
  const trigger = triggers.find(({ id }) => id === chosen) ?? triggers[0];
  if (!trigger) return null;
  const input = typed[trigger.id] ?? looseText(exampleInput(trigger.kind) as JsonObject);
  const start = async () => {
    setIsStarting(true);
    await actions.start(trigger.id, looseValue(input) ?? {});
    setIsStarting(false);
  };
  return (
    <form
      className="flex h-full flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!looksBroken(input)) void start();
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        {triggers.length > 1 ? (
          <Select value={trigger.id} onValueChange={setChosen}>
            <SelectTrigger aria-label={text.run.trigger} className="w-56">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {triggers.map((each) => (
                <SelectItem key={each.id} value={each.id}>
                  {titleOf(each, catalogue)}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        ) : null}
        <Button type="submit" variant="primary" isPending={isStarting}>
          <Play aria-hidden />
          {text.run.start}
        </Button>
      </div>
      <Field
        label={text.run.triggerInput}
        error={looksBroken(input) ? text.values.brokenJson : undefined}
        className="min-h-0 flex-1"
      >
        <CodeArea
          className="max-h-none min-h-20 flex-1"
          value={input}
          onValue={(next) => setTyped({ ...typed, [trigger.id]: next })}
        />
      </Field>
    </form>
  );
}
