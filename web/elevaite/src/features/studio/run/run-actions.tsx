"use client";

import { createContext, useContext, useMemo } from "react";

import { ApiProblem } from "@elevaite/shared/api";
import { announce } from "@elevaite/shared/ui/live-region";
import { toast } from "@elevaite/shared/ui/toast";

import { cancelRun, forkRun, retryRun } from "@/queries/runs";
import { runNode, startTestRun } from "@/queries/test-runs";
import { studioText as text } from "@/text/studio";

import { samplesOf } from "../panel/expression/samples";
import type { Saver } from "../save/saver";
import type { StudioModel } from "../studio-context";

/** Trying the draft out. What is run is what is stored, so unsaved changes are saved first. */
function createRunActions({ agentId, runs, ui }: StudioModel, saver: Saver) {
  async function save(): Promise<boolean> {
    const isSaved = await saver.flush();
    if (!isSaved) toast.info(text.run.notSaved);
    return isSaved;
  }

  async function begin(start: () => Promise<{ id: string }>): Promise<string | null> {
    if (!(await save())) return null;
    try {
      const { id } = await start();
      runs.show(id);
      announce(text.run.started);
      return id;
    } catch (error) {
      toast.problem(error);
      if (error instanceof ApiProblem && error.reason === "workflow_invalid")
        ui.setState({ side: "problems" });
      return null;
    }
  }

  return {
    /** What is tried out is what is stored. */
    save,
    start: (triggerNode: string, input: unknown) =>
      begin(() => startTestRun(agentId, { triggerNode, input })),
    node(node: string, input: unknown) {
      // The other nodes stand as the run on the canvas left them.
      const outputs = Object.fromEntries(samplesOf(runs.getState()).outputs);
      return begin(() => runNode(agentId, node, { input, outputs }));
    },
    fork: (run: string, node: string) => begin(() => forkRun(run, { fromNode: node, version: "draft" })),
    retry: (run: string) => begin(() => retryRun(run)),
    cancel: (run: string) => cancelRun(run, "").catch((error: unknown) => toast.problem(error)),
  };
}

export type RunActions = ReturnType<typeof createRunActions>;

const Context = createContext<RunActions | null>(null);

export const RunActionsProvider = Context.Provider;

export function useNewRunActions(model: StudioModel, saver: Saver): RunActions {
  return useMemo(() => createRunActions(model, saver), [model, saver]);
}

export function useRunActions(): RunActions {
  const actions = useContext(Context);
  if (!actions) throw new Error("useRunActions outside of the Studio");
  return actions;
}
