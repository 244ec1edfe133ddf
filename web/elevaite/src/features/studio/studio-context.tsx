"use client";

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";

import type { WorkflowProblem } from "@/queries/drafts";

import { nodeById } from "./document/graph";
import type { DocumentState, DocumentStore } from "./document/document-store";
import type { Catalogue } from "./document/kinds";
import type { WorkflowNode } from "./document/types";
import type { RunState, RunStore } from "./run/run-store";
import type { UiState, UiStore } from "./ui-store";

/** How a node differs from what it is compared with. */
export type Mark = "added" | "removed" | "changed";

export type ProblemState = {
  problems: readonly WorkflowProblem[];
  /** Null until the engine has looked at the draft. */
  isDeployable: boolean | null;
  isChecking: boolean;
};

/** Everything that the parts of the Studio share. Its members never change; what is in the stores does. */
export type StudioModel = {
  agentId: string;
  catalogue: Catalogue;
  document: DocumentStore;
  runs: RunStore;
  ui: UiStore;
  problems: StoreApi<ProblemState>;
  isReadOnly: boolean;
  marks: ReadonlyMap<string, Mark> | null;
};

export function createProblemStore(): StoreApi<ProblemState> {
  return createStore<ProblemState>(() => ({ problems: [], isDeployable: null, isChecking: false }));
}

const Context = createContext<StudioModel | null>(null);

export const StudioProvider = Context.Provider;

export function useStudio(): StudioModel {
  const model = useContext(Context);
  if (!model) throw new Error("useStudio outside of the Studio");
  return model;
}

export function useDocument<Part>(select: (state: DocumentState) => Part): Part {
  return useStore(useStudio().document, select);
}

export function useRun<Part>(select: (state: RunState) => Part): Part {
  return useStore(useStudio().runs, select);
}

export function useUi<Part>(select: (state: UiState) => Part): Part {
  return useStore(useStudio().ui, select);
}

export function useProblems<Part>(select: (state: ProblemState) => Part): Part {
  return useStore(useStudio().problems, select);
}

export function useNode(id: string): WorkflowNode | undefined {
  return useDocument((state) => nodeById(state.document, id));
}

/** The one node that is chosen, or null when none or several things are. */
export function useChosenNode(): string | null {
  return useDocument(({ selection, document }) => {
    const [id] = selection;
    return selection.size === 1 && id !== undefined && nodeById(document, id) ? id : null;
  });
}
