"use client";

import { RotateCw, TriangleAlert } from "lucide-react";

import { describeProblem } from "../api/index";
import { text } from "../text/index";
import { Button } from "./button";
import { cn } from "./class-names";

type ErrorStateProps = { error: unknown; onRetry?: () => void; className?: string };

/** What stands in the place of something that could not be loaded: what happened, and what one can do. */
export function ErrorState({ error, onRetry, className }: ErrorStateProps) {
  const { title, detail, requestId, canRetry } = describeProblem(error);
  return (
    <div
      role="alert"
      className={cn("flex flex-col items-center gap-3 rounded-lg border px-6 py-12 text-center", className)}
    >
      <span className="flex size-10 items-center justify-center rounded-lg bg-danger-subtle">
        <TriangleAlert aria-hidden className="size-5 text-danger" />
      </span>
      <div className="flex max-w-md flex-col gap-1">
        <h2 className="text-base font-semibold">{title}</h2>
        <p className="text-sm text-muted">{detail}</p>
        {requestId ? <p className="font-mono text-2xs text-muted">{text.requestId(requestId)}</p> : null}
      </div>
      {onRetry && canRetry ? (
        <Button onClick={onRetry}>
          <RotateCw aria-hidden />
          {text.tryAgain}
        </Button>
      ) : null}
    </div>
  );
}
