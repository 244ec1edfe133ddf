import { engine, unwrap } from "@elevaite/shared/api";

import type { Run } from "./runs";

type TestInput = { input: unknown; triggerNode: string };

/** Runs the stored draft as a test. */
export async function startTestRun(agent: string, { input, triggerNode }: TestInput): Promise<Run> {
  const body = { version: "draft" as const, trigger_node: triggerNode, input };
  const params = { path: { agent } };
  // Only what is asked for in the background is answered with a job.
  return (await unwrap(engine.POST("/v1/agents/{agent}/runs", { params, body: body as never }))) as Run;
}

type NodeInput = { input: unknown; outputs: Record<string, unknown> };

/** Runs one node of the stored draft alone; `outputs` stand for other nodes. */
export function runNode(agent: string, node: string, { input, outputs }: NodeInput): Promise<Run> {
  const path = { agent, node_id: node };
  const body = { input, nodes: outputs };
  return unwrap(
    engine.POST("/v1/agents/{agent}/nodes/{node_id}/run", { params: { path }, body: body as never }),
  );
}
