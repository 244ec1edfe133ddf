"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, ChevronDown } from "lucide-react";
import { useState, type ComponentProps } from "react";

import { formatUsd } from "@elevaite/shared/format";
import { cn } from "@elevaite/shared/ui/class-names";
import { Command, CommandEmpty, CommandGroup, CommandItem, CommandList } from "@elevaite/shared/ui/command";
import { fieldClasses } from "@elevaite/shared/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@elevaite/shared/ui/popover";

import { chatModelsQuery } from "@/queries/node-kinds";
import { studioText as text } from "@/text/studio";

import { useNodeForm } from "../form-context";
import type { FieldProps } from "./schema-field";

type Model = {
  name: string;
  title: string;
  vendor: string;
  is_configured: boolean;
  is_default: boolean;
  input_usd_per_million: number;
  output_usd_per_million: number;
};

const kNanos = 1e9;

function priceOf({ vendor, input_usd_per_million: input, output_usd_per_million: output }: Model): string {
  if (vendor === "demo") return text.model.free;
  return text.model.price(formatUsd(input * kNanos), formatUsd(output * kNanos));
}

type ModelFieldProps = FieldProps &
  Pick<ComponentProps<"button">, "id" | "aria-describedby" | "aria-invalid">;

/** A language model by its name. What the platform has no key for needs a credential of one's own. */
export function ModelField({
  path,
  schema,
  value,
  isRequired: _,
  isExpression: __,
  ...control
}: ModelFieldProps) {
  const form = useNodeForm();
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const { data } = useQuery(chatModelsQuery);
  const models = (data ?? []) as unknown as Model[];
  const name = typeof value === "string" ? value : "";
  const chosen = models.find((model) => model.name === name);
  const standard = models.find((model) => model.is_default);
  const choose = (next: string | undefined) => {
    form.set(path, next);
    setIsOpen(false);
  };
  const byDefault = standard ? text.model.byDefault(standard.title) : (schema["x-placeholder"] ?? "");
  const isNew = /^[a-z_]+:\S+$/.test(typed) && !models.some((model) => model.name === typed);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger
        {...control}
        disabled={form.isReadOnly}
        className={cn(fieldClasses, "flex h-8 items-center justify-between gap-2 text-left")}
      >
        <span className={cn("truncate", name === "" && "text-muted")}>
          {chosen?.title ?? (name || byDefault)}
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
      </PopoverTrigger>
      <PopoverContent className="w-(--radix-popover-trigger-width) p-0" aria-label={text.model.title}>
        <Command label={text.model.title} loop>
          <Command.Input
            value={typed}
            onValueChange={setTyped}
            placeholder={text.model.search}
            className="h-9 w-full border-b bg-transparent px-3 text-sm outline-none placeholder:text-muted"
          />
          <CommandList className="max-h-72">
            <CommandEmpty>{text.model.nothing}</CommandEmpty>
            <CommandItem value={byDefault} onSelect={() => choose(undefined)}>
              <Tick isOn={name === ""} />
              {byDefault}
            </CommandItem>
            {isNew ? (
              <CommandItem value={typed} onSelect={() => choose(typed)}>
                <Tick isOn={false} />
                {text.model.use(typed)}
              </CommandItem>
            ) : null}
            <ModelGroup
              heading={text.model.ready}
              models={models.filter((model) => model.is_configured)}
              chosen={name}
              onChoose={choose}
            />
            <ModelGroup
              heading={text.model.needsKey}
              models={models.filter((model) => !model.is_configured)}
              chosen={name}
              onChoose={choose}
            />
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

const Tick = ({ isOn }: { isOn: boolean }) => (
  <Check aria-hidden className={cn("size-4", isOn ? "opacity-100" : "opacity-0")} />
);

type ModelGroupProps = {
  heading: string;
  models: Model[];
  chosen: string;
  onChoose: (name: string) => void;
};

function ModelGroup({ heading, models, chosen, onChoose }: ModelGroupProps) {
  if (models.length === 0) return null;
  return (
    <CommandGroup heading={heading}>
      {models.map((model) => (
        <CommandItem
          key={model.name}
          value={model.name}
          keywords={[model.title]}
          onSelect={() => onChoose(model.name)}
        >
          <Tick isOn={model.name === chosen} />
          <span className="min-w-0">
            <span className="block truncate">{model.title}</span>
            <span className="block truncate text-xs text-muted">{priceOf(model)}</span>
          </span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}
