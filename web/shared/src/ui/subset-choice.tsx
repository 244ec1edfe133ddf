"use client";

import { useId } from "react";

import { Checkbox } from "./checkbox";
import { RadioGroup, RadioGroupItem } from "./radio-group";

/** `chosen` is kept while all is chosen, and may hold more than is offered now: what was offered before comes back. */
export type Subset<Value extends string> = { isAll: boolean; chosen: Value[] };

type SubsetChoiceProps<Value extends string> = {
  /** What is chosen of, the two ways to choose, and what the boxes are. */
  text: { legend: string; all: string; some: string; list: string };
  options: { value: Value; label: string }[];
  subset: Subset<Value>;
  onChange: (subset: Subset<Value>) => void;
  error: string | undefined;
};

/** Everything, or some of it. */
export function SubsetChoice<Value extends string>(props: SubsetChoiceProps<Value>) {
  const { text, options, subset, onChange, error } = props;
  const id = useId();
  const toggle = (value: Value, isChosen: boolean) => {
    const others = subset.chosen.filter((other) => other !== value);
    onChange({ ...subset, chosen: isChosen ? [...others, value] : others });
  };
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{text.legend}</legend>
      <RadioGroup
        aria-label={text.legend}
        value={subset.isAll ? "all" : "some"}
        onValueChange={(value) => onChange({ ...subset, isAll: value === "all" })}
      >
        <RadioGroupItem value="all">{text.all}</RadioGroupItem>
        <RadioGroupItem value="some">{text.some}</RadioGroupItem>
      </RadioGroup>
      {subset.isAll ? null : (
        <ul aria-label={text.list} className="grid gap-x-4 gap-y-1.5 pl-6 sm:grid-cols-2">
          {options.map(({ value, label }) => (
            <li key={value} className="flex items-start gap-2">
              <Checkbox
                id={`${id}-${value}`}
                className="mt-0.5"
                checked={subset.chosen.includes(value)}
                onCheckedChange={(isChosen) => toggle(value, isChosen === true)}
              />
              <label htmlFor={`${id}-${value}`} className="text-sm">
                {label}
              </label>
            </li>
          ))}
        </ul>
      )}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-xs text-danger">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
