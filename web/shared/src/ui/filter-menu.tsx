"use client";

import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

import { inspectText } from "../text/index";
import { Button } from "./button";
import { cn } from "./class-names";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "./dropdown-menu";

const text = inspectText.filters;

export type FilterOption = { value: string; label: string; icon?: ReactNode };

function FilterTrigger({ label, chosen }: { label: string; chosen: string | null }) {
  return (
    <DropdownMenuTrigger asChild>
      <Button className={cn("max-w-64", !chosen && "border-dashed text-muted shadow-none")}>
        <span className="truncate">
          {label}
          {chosen ? <span className="font-normal text-muted">: </span> : null}
          {chosen}
        </span>
        <ChevronDown aria-hidden className="text-muted" />
      </Button>
    </DropdownMenuTrigger>
  );
}

type OneProps = {
  label: string;
  options: FilterOption[];
  value: string;
  onChange: (value: string) => void;
};

/** Chooses one of some, or any. Typing goes to the option that begins so. */
export function FilterMenu({ label, options, value, onChange }: OneProps) {
  const chosen = options.find((option) => option.value === value)?.label ?? (value || null);
  return (
    <DropdownMenu modal={false}>
      <FilterTrigger label={label} chosen={chosen} />
      <DropdownMenuContent className="max-h-80">
        <DropdownMenuRadioGroup value={value} onValueChange={onChange}>
          <DropdownMenuRadioItem value="">{text.any}</DropdownMenuRadioItem>
          {options.map((option) => (
            <DropdownMenuRadioItem key={option.value} value={option.value}>
              {option.icon}
              <span className="truncate">{option.label}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

type SeveralProps<Value extends string> = {
  label: string;
  options: { value: Value; label: string }[];
  values: Value[];
  onChange: (values: Value[]) => void;
};

/** Chooses any number of some. It stays open meanwhile. */
export function MultiFilterMenu<Value extends string>({
  label,
  options,
  values,
  onChange,
}: SeveralProps<Value>) {
  const names = options.filter(({ value }) => values.includes(value)).map((option) => option.label);
  const chosen = names.length > 2 ? text.several(names.length) : names.join(", ");
  return (
    <DropdownMenu modal={false}>
      <FilterTrigger label={label} chosen={chosen || null} />
      <DropdownMenuContent>
        {options.map((option) => (
          <DropdownMenuCheckboxItem
            key={option.value}
            checked={values.includes(option.value)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(isChecked) =>
              onChange(
                isChecked ? [...values, option.value] : values.filter((value) => value !== option.value),
              )
            }
          >
            {option.label}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
