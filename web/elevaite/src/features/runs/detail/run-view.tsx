"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import { useQueryParams } from "@elevaite/shared/routing";
import { Alert } from "@elevaite/shared/ui/alert";
import { Badge } from "@elevaite/shared/ui/badge";
import { Breadcrumb } from "@elevaite/shared/ui/breadcrumb";
import { Button } from "@elevaite/shared/ui/button";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Page } from "@elevaite/shared/ui/page";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@elevaite/shared/ui/tabs";

import { versionQuery } from "@/queries/agent-names";
import { isActive } from "@/queries/run-filter";
import { foldJournal, isApproval, type RunError, type RunView as View } from "@/queries/run-journal";
import { runQuery, type Run } from "@/queries/runs";
import { runsText as text } from "@/text/runs";

import { AgentName } from "../agent-name";
import { WaitingApproval } from "./approvals";
import { JournalView } from "./journal-view";
import { RunActions } from "./run-actions";
import { RunData } from "./run-data";
import { RunFacts } from "./run-facts";
import { RunProblem } from "./run-problem";
import { StepAside } from "./step-aside";
import { titlesOf } from "./step-titles";
import { Timeline } from "./timeline";
import { useRunJournal } from "./use-run-journal";

/** A waterfall gains by all the width that there is. */
export const runPageClasses = "max-w-[96rem]";

const tabs = ["timeline", "data", "journal"] as const;

/** A run as its row and its journal tell it. */
export function RunView({ run }: { run: Run }) {
  const client = useQueryClient();
  const [params, setParams] = useQueryParams();
  const { events, connection, error, retry } = useRunJournal(run.id);
  const { data: version } = useQuery(versionQuery(run.agent_id, run.version_id));
  const view = useMemo(() => foldJournal(events), [events]);
  const titles = useMemo(() => titlesOf(version?.workflow), [version]);
  const status = isActive(run.status) ? (view.status ?? run.status) : run.status;
  const tab = tabs.find((one) => one === params.get("tab")) ?? "timeline";
  const selected = params.get("step");
  const step = view.steps.find(({ path }) => path === selected);
  const select = (path: string | null) => setParams({ step: path });

  useEffect(() => {
    // The journal has said what the row does not say yet: tokens, times, the output.
    if (view.status) void client.invalidateQueries({ queryKey: runQuery(run.id).queryKey });
  }, [client, run.id, view.status]);

  return (
    <Page
      className={runPageClasses}
      breadcrumb={
        <Breadcrumb crumbs={[{ label: text.title, href: "/runs" }, { label: <RunId id={run.id} /> }]} />
      }
      title={
        <span className="flex min-w-0 items-center gap-2.5">
          <span className="truncate">
            <AgentName id={run.agent_id} />
          </span>
          <StatusBadge status={status} />
          {run.is_test ? <Badge tone="accent">{text.test}</Badge> : null}
        </span>
      }
      actions={
        <RunActions run={run} status={status} steps={view.steps} titles={titles} selected={selected} />
      }
    >
      <RunFacts run={run} version={version} startedBy={view.startedBy} />
      <RunEnd run={run} view={view} onSelect={select} />
      {view.steps.filter(isApproval).map((waiting) => (
        <WaitingApproval key={`${waiting.path}${waiting.wait?.key}`} run={run.id} step={waiting} />
      ))}
      {error ? <ErrorState error={error} onRetry={retry} /> : null}
      <Tabs value={tab} onValueChange={(next) => setParams({ tab: next === "timeline" ? null : next })}>
        <div className="relative">
          <TabsList>
            {tabs.map((one) => (
              <TabsTrigger key={one} value={one}>
                {text.tabs[one]}
                {one === "journal" && events.length > 0 ? (
                  <span className="text-xs text-muted tabular-nums">{events.length}</span>
                ) : null}
              </TabsTrigger>
            ))}
          </TabsList>
          <span role="status" className="absolute top-2 right-1 text-xs text-muted max-sm:hidden">
            {connection === "lost" ? text.connection.lost : ""}
            {connection === "live" && isActive(status) ? text.connection.live : ""}
          </span>
        </div>
        <TabsContent value="timeline" className="flex items-start gap-4">
          <div className="min-w-0 flex-1">
            <Timeline run={run} view={view} titles={titles} selected={selected} onSelect={select} />
          </div>
          {step ? <StepAside run={run.id} step={step} titles={titles} onClose={() => select(null)} /> : null}
        </TabsContent>
        <TabsContent value="data">
          <RunData run={run} />
        </TabsContent>
        <TabsContent value="journal">
          <JournalView events={events} />
        </TabsContent>
      </Tabs>
    </Page>
  );
}

function RunId({ id }: { id: string }) {
  return <span className="font-mono text-xs">{id}</span>;
}

type RunEndProps = { run: Run; view: View; onSelect: (path: string) => void };

/** Why it ended when it did not succeed. */
function RunEnd({ run, view, onSelect }: RunEndProps) {
  const culprit = view.steps.findLast(
    ({ status, error }) => status === "failed" && error?.reason !== "run_ended",
  );
  const error = run.error as RunError | null;
  if (run.status === "cancelled") {
    return <Alert title={text.problem.cancelled}>{view.cancelReason}</Alert>;
  }
  if (run.status !== "failed" || !error) return null;
  return (
    <RunProblem
      title={text.problem.title}
      error={error}
      action={
        culprit ? (
          <Button size="sm" onClick={() => onSelect(culprit.path)}>
            {text.problem.goToStep}
          </Button>
        ) : undefined
      }
    />
  );
}
