"use client";

import { ExternalLink, RotateCcw, Square, X } from "lucide-react";
import Link from "next/link";

import { text as shared } from "@elevaite/shared/text";
import { Button } from "@elevaite/shared/ui/button";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";

import type { Step } from "@/queries/run-journal";
import { studioText as text } from "@/text/studio";

import { KindIcon } from "../canvas/kind-icon";
import { nodeById } from "../document/graph";
import { titleOf } from "../document/kinds";
import { useStudioActions } from "../studio-actions";
import { useDocument, useRun, useStudio } from "../studio-context";
import { useRunActions } from "./run-actions";
import { StepFacts } from "./step-details";

const kShownSteps = 200;

/** The run on the canvas as a list of its steps; choosing one shows its node. */
export function RunSteps({ onClose }: { onClose: () => void }) {
  const run = useRun((state) => state.run);
  const view = useRun((state) => state.view);
  const isConnected = useRun((state) => state.isConnected);
  const onlyNode = useRun((state) => state.onlyNode);
  const steps = (view?.steps ?? []).filter((step) => onlyNode === null || step.status !== "skipped");
  const shown = steps.slice(0, kShownSteps);
  return (
    <div className="flex min-h-0 w-96 shrink-0 flex-col border-l max-md:hidden">
      <div className="flex h-9 shrink-0 items-center gap-1 border-b pr-2 pl-3">
        <h2 className="mr-1 text-sm font-medium">{text.run.steps}</h2>
        {view?.status ? <StatusBadge status={view.status} /> : null}
        {isConnected ? null : (
          <span role="status" className="text-xs text-warning">
            {text.run.reconnecting}
          </span>
        )}
        <span className="flex-1" />
        {run ? <RunButtons run={run} status={view?.status ?? null} /> : null}
        <Button variant="ghost" size="icon-sm" aria-label={shared.close} onClick={onClose}>
          <X aria-hidden />
        </Button>
      </div>
      <ol className="min-h-0 flex-1 overflow-y-auto p-1.5" aria-label={text.run.steps}>
        {shown.map((step) => (
          <StepRow key={step.path} step={step} />
        ))}
        {steps.length > kShownSteps ? (
          <li className="p-2 text-xs text-muted">{text.run.moreSteps(steps.length - kShownSteps)}</li>
        ) : null}
        {steps.length === 0 ? <li className="p-2 text-sm text-muted">{text.run.nothingYet}</li> : null}
      </ol>
    </div>
  );
}

function RunButtons({ run, status }: { run: string; status: string | null }) {
  const actions = useRunActions();
  const { runs } = useStudio();
  const isActive = status === "queued" || status === "running" || status === "waiting";
  return (
    <>
      {isActive ? (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={text.run.cancel}
          title={text.run.cancel}
          onClick={() => void actions.cancel(run)}
        >
          <Square aria-hidden />
        </Button>
      ) : null}
      {status === "failed" || status === "cancelled" ? (
        <Button variant="ghost" size="sm" onClick={() => void actions.retry(run)}>
          <RotateCcw aria-hidden />
          {text.run.retry}
        </Button>
      ) : null}
      <Button variant="ghost" size="icon-sm" asChild>
        <Link href={`/runs/${run}`} aria-label={text.run.openRun} title={text.run.openRun}>
          <ExternalLink aria-hidden />
        </Link>
      </Button>
      <Button variant="ghost" size="sm" onClick={() => runs.clear()}>
        {text.run.clear}
      </Button>
    </>
  );
}

function StepRow({ step }: { step: Step }) {
  const { catalogue, ui } = useStudio();
  const actions = useStudioActions();
  const node = useDocument(({ document }) => nodeById(document, step.node));
  const isPart = step.kind === "model_call" || step.kind === "tool_call";
  const depth = (step.path.match(/[:[]/g) ?? []).length;
  const title = isPart || !node ? step.title || step.node : titleOf(node, catalogue);
  return (
    <li>
      <button
        type="button"
        className="flex w-full items-center gap-2 rounded-md px-1.5 py-1 text-left text-sm hover:bg-subtle"
        style={{ paddingLeft: 6 + Math.min(depth, 6) * 14 }}
        onClick={() => {
          if (!node) return;
          actions.open(node.id);
          ui.setState({ nodeTab: "run" });
        }}
      >
        {isPart ? null : (
          <KindIcon kind={node && catalogue.get(node.kind)} className="size-6 [&_svg]:size-3.5" />
        )}
        <span className="min-w-0 flex-1 truncate">{title}</span>
        <span className="flex shrink-0 gap-2 text-xs text-muted tabular-nums">
          <StepFacts step={step} />
        </span>
        <StatusBadge status={step.status} />
      </button>
    </li>
  );
}
