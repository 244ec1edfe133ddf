"use client";

import { Slot } from "radix-ui";
import { useId, type ReactNode } from "react";

import { cn } from "./class-names";
import { Label } from "./label";

type FieldProps = {
  label: ReactNode;
  /** The one control; it is given its id, aria-describedby and aria-invalid. */
  children: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** Shown at the right end of the label's line: a link, a counter. */
  aside?: ReactNode;
  className?: string;
  /** The control's id, when something else must find it: an error summary. */
  id?: string;
};

/** A label, its control, a hint and an error, tied together for assistive technology. */
export function Field({ label, children, hint, error, aside, className, id: given }: FieldProps) {
  const own = useId();
  const id = given ?? own;
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-2">
        <Label htmlFor={id}>{label}</Label>
        {aside}
      </div>
      <Slot.Root id={id} aria-describedby={described || undefined} aria-invalid={error ? true : undefined}>
        {children}
      </Slot.Root>
      {hint ? (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-xs text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}
