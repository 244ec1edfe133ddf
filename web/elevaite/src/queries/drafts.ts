import { engine, unwrap } from "@elevaite/shared/api";

import type { Agent } from "./agents";

/** Something wrong with a draft, as the engine says it. */
export type WorkflowProblem = {
  node_id?: string;
  edge_id?: string;
  /** Inside the node: "config.url", "tool.name". */
  field?: string;
  code: string;
  message: string;
  severity: "error" | "warning";
};

export type Validation = { is_deployable: boolean; problems: WorkflowProblem[] };

type Workflow = Record<string, unknown>;

export function readDraft(agent: string, signal?: AbortSignal): Promise<Agent> {
  return unwrap(
    engine.GET("/v1/agents/{agent}", { params: { path: { agent } }, ...(signal ? { signal } : {}) }),
  );
}

/** Writes the draft over this revision; a conflict (stale_revision) when somebody else has written. */
export function saveDraft(agent: string, workflow: Workflow, revision: number): Promise<Agent> {
  const body = { workflow: workflow as never, revision };
  return unwrap(engine.PATCH("/v1/agents/{agent}", { params: { path: { agent } }, body }));
}

export async function validateDraft(
  agent: string,
  workflow: Workflow,
  signal: AbortSignal,
): Promise<Validation> {
  const body = { workflow: workflow as never };
  const answer = await unwrap(
    engine.POST("/v1/agents/{agent}/validate", { params: { path: { agent } }, body, signal }),
  );
  return answer as unknown as Validation;
}
