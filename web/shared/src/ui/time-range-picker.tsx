"use client";

import { CalendarClock, Check, ChevronDown } from "lucide-react";
import { useState, type FormEvent } from "react";

import { formatShortDateTime, toLocalInput } from "../format/index";
import { timeRangePresets, type TimeRange } from "../routing/index";
import { inspectText } from "../text/index";
import { Button } from "./button";
import { Field } from "./field";
import { Input } from "./input";
import { itemClasses } from "./menu-classes";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";
import { Separator } from "./separator";

const text = inspectText.range;

export function timeRangeLabel(range: TimeRange | null): string {
  if (!range) return text.any;
  if ("preset" in range) return text.presets[range.preset];
  return text.span(formatShortDateTime(range.from), formatShortDateTime(range.to));
}

type TimeRangePickerProps = {
  value: TimeRange | null;
  onChange: (range: TimeRange | null) => void;
  /** Whether there may be no range at all. */
  mayBeAny?: boolean;
};

/** Chooses a span of time: one that moves with the clock, or two instants in the user's own time zone. */
export function TimeRangePicker({ value, onChange, mayBeAny = false }: TimeRangePickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const choose = (range: TimeRange | null) => {
    setIsOpen(false);
    onChange(range);
  };
  const choices: (TimeRange | null)[] = timeRangePresets.map((preset) => ({ preset }));
  if (mayBeAny) choices.unshift(null);
  const label = timeRangeLabel(value);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <Button aria-label={`${text.label}: ${label}`}>
          <CalendarClock aria-hidden className="text-muted" />
          {label}
          <ChevronDown aria-hidden className="text-muted" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={text.label} className="w-64 p-1">
        {choices.map((range) => {
          const itsLabel = timeRangeLabel(range);
          const isChosen = itsLabel === label;
          return (
            <button
              key={itsLabel}
              type="button"
              aria-pressed={isChosen}
              onClick={() => choose(range)}
              className={`${itemClasses} w-full hover:bg-subtle`}
            >
              {itsLabel}
              {isChosen ? <Check aria-hidden className="ml-auto" /> : null}
            </button>
          );
        })}
        <Separator className="my-1" />
        <CustomRange value={value} onApply={choose} />
      </PopoverContent>
    </Popover>
  );
}

function CustomRange({ value, onApply }: { value: TimeRange | null; onApply: (range: TimeRange) => void }) {
  const [error, setError] = useState<string>();
  const shown = value && !("preset" in value) ? value : null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [from, to] = ["from", "to"].map((name) => new Date(String(data.get(name))));
    if (!from || !to || Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) {
      setError(text.missing);
    } else if (from >= to) {
      setError(text.backwards);
    } else {
      onApply({ from: from.toISOString(), to: to.toISOString() });
    }
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-2 p-2">
      <Field label={text.from}>
        <Input type="datetime-local" name="from" defaultValue={toLocalInput(shown?.from)} />
      </Field>
      <Field label={text.to} error={error} hint={text.zone(Intl.DateTimeFormat().resolvedOptions().timeZone)}>
        <Input type="datetime-local" name="to" defaultValue={toLocalInput(shown?.to)} />
      </Field>
      <Button type="submit" className="self-end">
        {text.apply}
      </Button>
    </form>
  );
}
