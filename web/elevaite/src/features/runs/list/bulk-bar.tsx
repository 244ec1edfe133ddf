"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Ban, RotateCcw, X } from "lucide-react";
import { useState } from "react";

import { describeProblem } from "@elevaite/shared/api";
import { Button } from "@elevaite/shared/ui/button";
import { toast } from "@elevaite/shared/ui/toast";

import { isActive } from "@/queries/run-filter";
import { cancelRun, retryRun, type RunSummary } from "@/queries/runs";
import { runsText as text } from "@/text/runs";

import { CancelDialog } from "../cancel-dialog";
import { forAll } from "./bulk";
import type { Selection } from "./use-selection";

const isRetryable = ({ status }: RunSummary) => status === "failed" || status === "cancelled";

/** What can be done with the chosen runs at once. It floats over the list and says how far it is. */
export function BulkBar({ selection }: { selection: Selection }) {
  const client = useQueryClient();
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const { chosen } = selection;
  const active = chosen.filter(({ status }) => isActive(status));
  const retryable = chosen.filter(isRetryable);

  const run = async (
    runs: RunSummary[],
    work: (run: RunSummary) => Promise<unknown>,
    say: (count: number) => string,
  ) => {
    setProgress({ done: 0, all: runs.length });
    const { done, failed } = await forAll(runs, work, (finished) =>
      setProgress({ done: finished, all: runs.length }),
    );
    setProgress(null);
    for (const one of done) selection.set(one, false);
    if (done.length > 0) toast.success(say(done.length));
    if (failed[0]) toast.info(text.bulk.failed(failed.length, describeProblem(failed[0].error).detail));
    await client.invalidateQueries({ queryKey: ["runs", "newest"] });
  };
  if (chosen.length === 0 && !progress) return null;
  return (
    <div
      role="region"
      aria-label={text.selection.label}
      className={
        "sticky bottom-[calc(var(--shell-bottom)+1rem)] z-20 mx-auto flex max-w-full flex-wrap items-center gap-2 " +
        "rounded-lg bg-surface-raised p-2 pl-3 text-sm shadow-lg"
      }
    >
      <span role="status" className="tabular-nums">
        {progress
          ? text.selection.progress(progress.done, progress.all)
          : text.selection.count(chosen.length)}
      </span>
      {active.length > 0 ? (
        <Button isPending={progress !== null} onClick={() => setIsAsking(true)}>
          <Ban aria-hidden />
          {text.selection.cancel(active.length)}
        </Button>
      ) : null}
      {retryable.length > 0 ? (
        <Button
          isPending={progress !== null}
          onClick={() => void run(retryable, ({ id }) => retryRun(id), text.bulk.retried)}
        >
          <RotateCcw aria-hidden />
          {text.selection.retry(retryable.length)}
        </Button>
      ) : null}
      <Button
        variant="ghost"
        size="icon"
        aria-label={text.selection.clear}
        onClick={() => selection.setAll(false)}
      >
        <X aria-hidden />
      </Button>
      <CancelDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={text.bulk.cancelTitle(active.length)}
        action={text.bulk.cancelAction(active.length)}
        onCancel={(reason) => void run(active, ({ id }) => cancelRun(id, reason), text.bulk.cancelled)}
      />
    </div>
  );
}
