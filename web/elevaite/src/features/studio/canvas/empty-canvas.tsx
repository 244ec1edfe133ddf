"use client";

import { Panel } from "@xyflow/react";
import { Plus } from "lucide-react";

import { Button } from "@elevaite/shared/ui/button";
import { Kbd } from "@elevaite/shared/ui/kbd";

import { studioText as text } from "@/text/studio";

import { useStudioActions } from "../studio-actions";
import { useDocument, useStudio } from "../studio-context";
import { KindIcon } from "./kind-icon";

/** What to do with an empty canvas: begin with what starts the agent. */
export function EmptyCanvas() {
  const { catalogue, ui, isReadOnly } = useStudio();
  const actions = useStudioActions();
  const isEmpty = useDocument(({ document }) => document.nodes.length === 0);
  if (!isEmpty || isReadOnly) return null;
  const triggers = [...catalogue.values()].filter((kind) => kind.is_trigger);
  return (
    <Panel position="top-center" className="top-1/2! -translate-y-1/2">
      <div className="flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-3 rounded-xl border bg-surface p-5 shadow-md">
        <div>
          <h2 className="text-base font-semibold">{text.canvas.emptyTitle}</h2>
          <p className="text-sm text-muted">{text.canvas.emptyDescription}</p>
        </div>
        <div className="flex flex-col gap-1.5">
          {triggers.map((kind) => (
            <button
              key={kind.kind}
              type="button"
              onClick={() => actions.addKind(kind)}
              className="flex items-center gap-2.5 rounded-lg border px-2.5 py-2 text-left text-sm font-medium hover:border-border-strong hover:bg-subtle"
            >
              <KindIcon kind={kind} className="size-7" />
              {kind.title}
            </button>
          ))}
        </div>
        <Button onClick={() => ui.setState({ isPaletteOpen: true })}>
          <Plus aria-hidden />
          {text.canvas.allNodes}
          <Kbd keys="shift+n" />
        </Button>
      </div>
    </Panel>
  );
}
