"use client";

import { useEffect } from "react";

import { ApiProblem } from "@elevaite/shared/api";

import { validateDraft, type WorkflowProblem } from "@/queries/drafts";

import { workflowOf } from "../document/format";
import type { WorkflowDocument } from "../document/types";
import type { StudioModel } from "../studio-context";

const kPauseMilliseconds = 400;

/** A workflow that the engine cannot even read is told by the places in it: nodes[2].retry.attempts. */
function problemsOfShape(problem: ApiProblem, document: WorkflowDocument): WorkflowProblem[] {
  return Object.entries(problem.fields).map(([field, message]) => {
    const [, index = "", rest = ""] = /^nodes\[(\d+)\]\.?(.*)$/.exec(field) ?? [];
    const node = document.nodes[Number(index)];
    const place = index !== "" && node ? { node_id: node.id, field: rest } : { field };
    return { ...place, code: problem.reason ?? problem.code, message, severity: "error" as const };
  });
}

/** Has the draft looked at by the engine whenever it has changed, also before it is saved. */
export function useValidation({ agentId, document: store, problems }: StudioModel): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let request: AbortController | null = null;
    let looked: WorkflowDocument | null = null;

    const look = async () => {
      const { document } = store.getState();
      looked = document;
      request?.abort();
      const current = new AbortController();
      request = current;
      problems.setState({ isChecking: true });
      try {
        const { problems: found, is_deployable } = await validateDraft(
          agentId,
          workflowOf(document),
          current.signal,
        );
        problems.setState({ problems: found, isDeployable: is_deployable, isChecking: false });
      } catch (error) {
        if (current.signal.aborted) return;
        const isShape = error instanceof ApiProblem && error.reason === "workflow_malformed";
        // Offline nothing is known; what was known last stays.
        problems.setState({
          isChecking: false,
          ...(isShape ? { problems: problemsOfShape(error, document), isDeployable: false } : {}),
        });
      }
    };
    const changed = () => {
      if (store.getState().document === looked) return;
      clearTimeout(timer);
      timer = setTimeout(() => void look(), kPauseMilliseconds);
    };
    void look();
    const stop = store.subscribe(changed);
    return () => {
      stop();
      clearTimeout(timer);
      request?.abort();
    };
  }, [agentId, store, problems]);
}
