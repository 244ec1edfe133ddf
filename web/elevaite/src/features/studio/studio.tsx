"use client";

import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";

import { useQueryParam } from "@elevaite/shared/routing";
import { toast } from "@elevaite/shared/ui/toast";

import type { Agent } from "@/queries/agents";
import { studioText as text } from "@/text/studio";

import { createActions, type CanvasPorts } from "./actions";
import { createDocumentStore } from "./document/document-store";
import { areSameDocuments, documentOf } from "./document/format";
import type { NodeKind } from "./document/kinds";
import { useValidation } from "./problems/use-validation";
import { createRunStore } from "./run/run-store";
import { readBackup, writeBackup } from "./save/backup";
import type { Stored } from "./save/saver";
import { bringIntoView } from "./canvas/bring-into-view";
import { StudioActionsProvider } from "./studio-actions";
import { createProblemStore, StudioProvider, type StudioModel } from "./studio-context";
import { StudioView } from "./studio-view";
import { createUiStore } from "./ui-store";

type StudioProps = { agent: Agent; kinds: NodeKind[]; isReadOnly: boolean };
type Opened = { model: StudioModel; base: Stored; isRestored: boolean };

/** The draft, or what was not saved yet when this page was last left. */
function open({ agent, kinds, isReadOnly }: StudioProps): Opened {
  const stored = { revision: agent.revision, document: documentOf(agent.workflow) };
  const backup = isReadOnly ? null : readBackup(window.localStorage, agent.id);
  const isRestored = backup !== null && !areSameDocuments(backup.document, stored.document);
  if (backup && !isRestored) writeBackup(window.localStorage, agent.id, null);
  const base = isRestored && backup.base.revision < stored.revision ? backup.base : stored;
  const document = createDocumentStore(base.document);
  if (isRestored) document.apply(() => backup.document, { label: text.did.restoreBackup });
  const model = {
    agentId: agent.id,
    catalogue: new Map(kinds.map((kind) => [kind.kind, kind])),
    document,
    runs: createRunStore(),
    ui: createUiStore(),
    problems: createProblemStore(),
    isReadOnly,
    marks: null,
  };
  return { model, base, isRestored };
}

export function Studio(props: StudioProps) {
  return (
    <ReactFlowProvider>
      <OpenStudio {...props} />
    </ReactFlowProvider>
  );
}

function useRunInAddress({ runs, ui }: StudioModel) {
  const [param, setParam] = useQueryParam("run");
  const first = useRef(param);
  useEffect(() => {
    if (first.current) {
      runs.show(first.current);
      ui.setState({ isTestOpen: true });
    }
    return () => runs.clear();
  }, [runs, ui]);
  useEffect(
    () =>
      runs.subscribe(({ run }, before) => {
        if (run !== before.run) setParam(run ?? "");
      }),
    [runs, setParam],
  );
}

function OpenStudio(props: StudioProps) {
  const [{ model, base, isRestored }] = useState(() => open(props));
  const flow = useReactFlow();
  const area = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const actions = useMemo(() => {
    const ports: CanvasPorts = {
      middle() {
        const box = area.current?.getBoundingClientRect() ?? new DOMRect();
        return flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
      },
      reveal(ids) {
        const wanted = [...ids];
        // After the document has been drawn.
        requestAnimationFrame(() => bringIntoView(flow, area.current, wanted));
      },
    };
    return createActions(model, () => ports);
  }, [model, flow]);
  useValidation(model);
  useRunInAddress(model);
  useLayoutEffect(() => {
    const box = area.current?.getBoundingClientRect();
    setSize({ width: box?.width ?? 0, height: box?.height ?? 0 });
  }, []);
  useEffect(() => {
    if (isRestored) toast.info(text.save.restored);
  }, [isRestored]);
  return (
    <StudioProvider value={model}>
      <StudioActionsProvider value={actions}>
        <div ref={area} className="relative flex h-content flex-col overflow-hidden">
          {size ? <StudioView base={base} size={size} /> : null}
        </div>
      </StudioActionsProvider>
    </StudioProvider>
  );
}
