"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";

import { formatDateTime, formatDuration, formatExactTime } from "@elevaite/shared/format";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import { JsonView } from "@elevaite/shared/ui/json-view";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@elevaite/shared/ui/tabs";

import type { Step } from "@/queries/run-journal";
import { pinText } from "@/text/run-forks";
import { runsText } from "@/text/runs";

import { RunProblem } from "./run-problem";
import { StepFacts } from "./step-facts";
import { titleOf, type NodeTitles } from "./step-titles";

const text = runsText.step;

type StepPanelProps = {
  run: string;
  step: Step;
  titles: NodeTitles;
  /** Absent where something around it can be closed. */
  onClose?: () => void;
  heading?: (title: string) => ReactNode;
};

/** What went into a step, what came out, and how it went. */
export function StepPanel({ run, step, titles, onClose, heading }: StepPanelProps) {
  const title = titleOf(step, titles);
  const isOpen = step.status === "pending" || step.status === "running" || step.status === "waiting";
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <header className="flex items-start gap-2">
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          {heading ? heading(title) : <h2 className="truncate text-base font-semibold">{title}</h2>}
          <div className="flex flex-wrap items-center gap-1.5">
            <StatusBadge status={step.status} />
            <Badge>{step.kind.replaceAll("_", " ")}</Badge>
            {step.isKept ? <Badge tone="info">{runsText.timeline.kept}</Badge> : null}
            {step.isPinned ? <Badge tone="accent">{pinText.step}</Badge> : null}
          </div>
        </div>
        {onClose ? (
          <Button variant="ghost" size="icon-sm" aria-label={text.close} onClick={onClose}>
            <X aria-hidden />
          </Button>
        ) : null}
      </header>
      {step.error ? <RunProblem error={step.error} /> : null}
      <Tabs key={step.path} defaultValue="output">
        <TabsList>
          <TabsTrigger value="output">{text.output}</TabsTrigger>
          <TabsTrigger value="input">{text.input}</TabsTrigger>
          {step.attempts.length > 1 ? <TabsTrigger value="attempts">{text.attempts}</TabsTrigger> : null}
          <TabsTrigger value="facts">{text.facts}</TabsTrigger>
        </TabsList>
        <TabsContent value="output">
          <Value value={step.output} label={text.output} nothing={isOpen ? text.notYet : text.noOutput} />
        </TabsContent>
        <TabsContent value="input">
          <Value value={step.input} label={text.input} nothing={text.noInput} />
        </TabsContent>
        <TabsContent value="attempts">
          <Attempts step={step} />
        </TabsContent>
        <TabsContent value="facts">
          <StepFacts run={run} step={step} />
        </TabsContent>
      </Tabs>
    </div>
  );
}

function Value({ value, label, nothing }: { value: unknown; label: string; nothing: string }) {
  return value === undefined || value === null ? (
    <p className="text-sm text-muted">{nothing}</p>
  ) : (
    <JsonView value={value} label={label} />
  );
}

function Attempts({ step }: { step: Step }) {
  return (
    <ol className="flex flex-col gap-2">
      {step.attempts.map(({ number, from, to, error }) => (
        <li key={number} className="rounded-md border p-2.5 text-sm">
          <div className="flex items-center gap-2">
            <span className="font-medium tabular-nums">
              {text.attempt} {number}
            </span>
            <span className="text-xs text-muted tabular-nums" title={formatDateTime(from)}>
              {formatExactTime(from)}
            </span>
            <span className="ml-auto text-xs text-muted tabular-nums">
              {to === null ? text.under : formatDuration(to - from)}
            </span>
          </div>
          <p className={error ? "mt-1 wrap-anywhere text-danger" : "mt-1 text-success"}>
            {error ? error.message : to === null ? "" : text.succeeded}
          </p>
        </li>
      ))}
    </ol>
  );
}
