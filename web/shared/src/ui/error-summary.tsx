"use client";

import { CircleAlert } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";

type ErrorSummaryProps = {
  message: string;
  /** The fields that have to be changed: their ids, and what is wrong with each. */
  fields?: { id: string; message: string }[];
  /** What else one can do about it. */
  children?: ReactNode;
};

/**
 * Says at the top of a form why it was not accepted, and takes the focus, so that a screen reader reads it and Tab goes
 * on to the first field. Give it a new key for each attempt.
 */
export function ErrorSummary({ message, fields = [], children }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="flex gap-2.5 rounded-md bg-danger-subtle px-3 py-2.5 text-sm outline-none"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium">{message}</p>
        {fields.length > 0 ? (
          <ul className="flex list-disc flex-col gap-0.5 pl-4">
            {fields.map((field) => (
              <li key={field.id}>
                <a
                  href={`#${field.id}`}
                  className="text-danger underline underline-offset-2"
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(field.id)?.focus();
                  }}
                >
                  {field.message}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
        {children}
      </div>
    </div>
  );
}
