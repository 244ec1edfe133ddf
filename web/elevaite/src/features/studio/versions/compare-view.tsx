"use client";

import { useQuery } from "@tanstack/react-query";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { ArrowLeft } from "lucide-react";
import { useMemo, useState } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { workflowOfVersionQuery, type Version } from "@/queries/versions";
import { studioText as text } from "@/text/studio";

import { Canvas } from "../canvas/canvas";
import { createDocumentStore } from "../document/document-store";
import { documentOf } from "../document/format";
import type { WorkflowDocument } from "../document/types";
import { createRunStore } from "../run/run-store";
import { createProblemStore, StudioProvider, useStudio, type StudioModel } from "../studio-context";
import { createUiStore } from "../ui-store";
import { compare, type Comparison } from "./compare";
import { DiffList } from "./diff-list";

type CompareViewProps = { version: Version; size: { width: number; height: number }; onClose: () => void };

/** A version beside the draft: both on one canvas, and the differences as a list. */
export function CompareView({ version, size, onClose }: CompareViewProps) {
  const { agentId, document } = useStudio();
  const query = useQuery(workflowOfVersionQuery(agentId, version.id));
  const restore = () => {
    if (!query.data) return;
    const restored = documentOf(query.data.workflow);
    document.apply(() => restored, { label: text.did.restore(version.number ?? 0) });
    onClose();
  };
  return (
    <section
      aria-label={text.versions.comparison}
      className="absolute inset-0 z-30 flex flex-col bg-background"
    >
      <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-surface px-3">
        <Button variant="ghost" size="sm" onClick={onClose}>
          <ArrowLeft aria-hidden />
          {text.versions.back}
        </Button>
        <h2 className="min-w-0 truncate text-sm font-semibold">
          {text.versions.compared(version.number ?? 0)}
        </h2>
        <span className="flex-1" />
        <Button size="sm" variant="primary" disabled={!query.data} onClick={restore}>
          {text.versions.restore}
        </Button>
      </header>
      {query.isPending ? <Skeleton className="m-4 flex-1 rounded-lg" /> : null}
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} className="m-6" />
      ) : null}
      {query.data ? <Compared before={documentOf(query.data.workflow)} size={size} /> : null}
    </section>
  );
}

function modelOf(studio: StudioModel, { document, marks }: Comparison): StudioModel {
  return {
    agentId: studio.agentId,
    catalogue: studio.catalogue,
    document: createDocumentStore(document),
    runs: createRunStore(),
    ui: createUiStore(),
    problems: createProblemStore(),
    isReadOnly: true,
    marks,
  };
}

type ComparedProps = { before: WorkflowDocument; size: { width: number; height: number } };

function Compared({ before, size }: ComparedProps) {
  const studio = useStudio();
  const [comparison] = useState(() => compare(before, studio.document.getState().document));
  const model = useMemo(() => modelOf(studio, comparison), [studio, comparison]);
  return (
    <StudioProvider value={model}>
      <ReactFlowProvider>
        <div className="flex min-h-0 flex-1 max-md:flex-col">
          <div className="relative min-h-0 min-w-0 flex-1">
            <Canvas size={size} />
          </div>
          <Differences comparison={comparison} />
        </div>
      </ReactFlowProvider>
    </StudioProvider>
  );
}

function Differences({ comparison }: { comparison: Comparison }) {
  const { document } = useStudio();
  const flow = useReactFlow();
  const show = (id: string) => {
    document.select([id]);
    void flow.fitView({ nodes: [{ id }], maxZoom: 1, padding: 2 });
  };
  return (
    <div className="w-96 shrink-0 overflow-y-auto border-l bg-surface p-3 max-md:h-1/2 max-md:w-full">
      <DiffList diff={comparison.diff} onNode={show} />
    </div>
  );
}
