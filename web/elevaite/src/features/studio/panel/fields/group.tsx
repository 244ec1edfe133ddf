"use client";

import { useId, type ReactNode } from "react";

type GroupProps = {
  field: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  action?: ReactNode;
  children: ReactNode;
};

/** Several controls that are one setting. */
export function Group({ field, label, hint, error, action, children }: GroupProps) {
  const id = useId();
  return (
    <div
      role="group"
      aria-labelledby={id}
      data-field={field}
      tabIndex={-1}
      className="flex flex-col gap-1.5 rounded-md outline-none"
    >
      <div className="flex min-h-5 items-center justify-between gap-2">
        <span id={id} className="text-sm font-medium">
          {label}
        </span>
        {action}
      </div>
      {children}
      {hint ? <p className="text-xs text-muted">{hint}</p> : null}
      {error ? (
        <p role="alert" className="text-xs text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}
