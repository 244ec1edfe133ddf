import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "@elevaite/shared/ui/class-names";

import type { RunError } from "@/queries/run-journal";
import { runsText } from "@/text/runs";

const text = runsText.problem;

/** What one can do about an error: by its reason, which is finer, or else by its code. */
export function adviceFor({ code, reason }: RunError): string | undefined {
  return (reason ? text.byReason[reason] : undefined) ?? text.byCode[code];
}

type RunProblemProps = { error: RunError; title?: string; action?: ReactNode; className?: string };

/** What went wrong, with its reason, and what to do about it. */
export function RunProblem({ error, title, action, className }: RunProblemProps) {
  const advice = adviceFor(error);
  return (
    <section
      aria-label={title ?? text.title}
      className={cn("flex gap-2.5 rounded-lg bg-danger-subtle px-3 py-2.5 text-sm", className)}
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {title ? <p className="font-medium text-danger">{title}</p> : null}
        {error.message ? <p className="wrap-anywhere whitespace-pre-wrap">{error.message}</p> : null}
        {advice ? <p className="text-muted">{advice}</p> : null}
        <p className="font-mono text-2xs text-muted">
          {[error.code, error.reason].filter(Boolean).join(" · ")}
        </p>
      </div>
      {action}
    </section>
  );
}
