"use client";

import { useEffect, useRef, type ReactNode } from "react";

type OutcomeProps = { title: string; children: ReactNode; action?: ReactNode };

/** What came of a form, in its place. It takes the focus: the button that had it is gone. */
export function Outcome({ title, children, action }: OutcomeProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold tracking-tight outline-none">
          {title}
        </h1>
        <p className="text-base wrap-anywhere text-muted">{children}</p>
      </div>
      {action}
    </div>
  );
}
