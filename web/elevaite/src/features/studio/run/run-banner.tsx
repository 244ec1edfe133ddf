"use client";

import { useQuery } from "@tanstack/react-query";
import { Panel } from "@xyflow/react";

import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";

import { workflowOfVersionQuery } from "@/queries/versions";
import { studioText as text } from "@/text/studio";

import { diffDocuments, meaningful } from "../document/diff";
import { documentOf } from "../document/format";
import { useDocument, useRun, useStudio } from "../studio-context";

/** Says that a run is on the canvas, and when the draft is no longer what ran. */
export function RunBanner() {
  const { agentId, runs } = useStudio();
  const run = useRun((state) => state.run);
  const status = useRun((state) => state.view?.status ?? null);
  const version = useRun((state) => state.version);
  const problem = useRun((state) => state.problem);
  const draft = useDocument((state) => state.document);
  const { data } = useQuery({ ...workflowOfVersionQuery(agentId, version), enabled: version !== "" });
  if (!run) return null;
  const isOther = data !== undefined && hasChanged(documentOf(data.workflow), draft);
  const number = data?.number;
  return (
    <Panel position="top-center">
      <div className="flex items-center gap-2 rounded-lg border bg-surface py-1 pr-1 pl-2.5 text-xs whitespace-nowrap shadow-sm max-sm:mr-2 max-sm:ml-14">
        {status ? <StatusBadge status={status} /> : null}
        <span className={cn("min-w-0 truncate", problem ? "text-danger" : "text-muted")}>
          {problem ? problem.message : number ? text.run.ofVersion(number) : text.run.ofDraft}
          {isOther ? ` · ${text.run.changedSince}` : ""}
        </span>
        <Button variant="ghost" size="sm" onClick={() => runs.clear()}>
          {text.run.clear}
        </Button>
      </div>
    </Panel>
  );
}

function hasChanged(before: Parameters<typeof diffDocuments>[0], after: typeof before): boolean {
  const diff = diffDocuments(before, after);
  return meaningful(diff).length + diff.addedEdges.length + diff.removedEdges.length > 0;
}
