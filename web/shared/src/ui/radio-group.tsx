"use client";

import { RadioGroup as RadixRadioGroup } from "radix-ui";
import { useId, type ComponentProps, type ReactNode } from "react";

import { cn } from "./class-names";

export function RadioGroup({ className, ...props }: ComponentProps<typeof RadixRadioGroup.Root>) {
  return <RadixRadioGroup.Root className={cn("flex flex-col gap-2", className)} {...props} />;
}

/** One of the choices, with its words. */
export function RadioGroupItem({ value, children }: { value: string; children: ReactNode }) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <RadixRadioGroup.Item
        id={id}
        value={value}
        className={
          "inline-flex size-4 shrink-0 items-center justify-center rounded-full border border-border-strong " +
          "bg-surface data-[state=checked]:border-accent data-[state=checked]:bg-accent"
        }
      >
        <RadixRadioGroup.Indicator className="size-1.5 rounded-full bg-on-accent" />
      </RadixRadioGroup.Item>
      <label htmlFor={id} className="text-sm">
        {children}
      </label>
    </div>
  );
}
