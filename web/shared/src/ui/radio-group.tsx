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

type RadioCardProps = { value: string; title: string; description?: string; icon?: ReactNode };

/** One of the choices as a card: for few choices that each need a sentence. The arrow keys go from card to card. */
export function RadioCard({ value, title, description, icon }: RadioCardProps) {
  const id = useId();
  return (
    <RadixRadioGroup.Item
      value={value}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      className={
        "flex items-start gap-2.5 rounded-lg border bg-surface p-3 text-left hover:border-border-strong " +
        "hover:bg-subtle data-[state=checked]:border-accent data-[state=checked]:bg-accent-subtle/50 " +
        "data-[state=checked]:ring-1 data-[state=checked]:ring-accent"
      }
    >
      {icon}
      <span className="min-w-0">
        <span id={`${id}-title`} className="block text-sm font-medium">
          {title}
        </span>
        {description ? (
          <span id={`${id}-description`} className="block text-xs text-muted">
            {description}
          </span>
        ) : null}
      </span>
    </RadixRadioGroup.Item>
  );
}
