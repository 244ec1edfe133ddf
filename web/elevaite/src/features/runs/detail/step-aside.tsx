"use client";

import { Sheet, SheetContent, SheetTitle } from "@elevaite/shared/ui/sheet";

import type { Step } from "@/queries/run-journal";
import { runsText } from "@/text/runs";

import { StepPanel } from "./step-panel";
import type { NodeTitles } from "./step-titles";
import { useMediaQuery } from "./use-media-query";

type StepAsideProps = { run: string; step: Step; titles: NodeTitles; onClose: () => void };

/** The details of the chosen step: beside the timeline, or over it where there is no room. */
export function StepAside({ run, step, titles, onClose }: StepAsideProps) {
  const isWide = useMediaQuery("(width >= 64rem)");
  if (isWide) {
    return (
      <aside
        aria-label={runsText.step.details}
        className={
          "sticky top-4 max-h-[calc(100dvh-2rem)] w-104 shrink-0 overflow-y-auto " +
          "rounded-lg border bg-surface p-4 shadow-sm"
        }
      >
        <StepPanel run={run} step={step} titles={titles} onClose={onClose} />
      </aside>
    );
  }
  return (
    <Sheet open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <SheetContent aria-describedby={undefined} className="w-full max-w-full sm:w-104">
        <div className="overflow-y-auto p-4 pr-12">
          <StepPanel
            run={run}
            step={step}
            titles={titles}
            heading={(title) => <SheetTitle className="truncate text-base font-semibold">{title}</SheetTitle>}
          />
        </div>
      </SheetContent>
    </Sheet>
  );
}
