import { queryOptions } from "@tanstack/react-query";

import { engine, unwrap, type EngineAnswer } from "@elevaite/shared/api";

export type Evaluation = EngineAnswer<"/v1/agents/{agent}/expressions/evaluate", "post">;
export type ExpressionOf = { text: string; node: string; run: string | null };

/** What a text with expressions gives with what a run recorded; without a run, the last test. Executes nothing. */
export function expressionQuery(agent: string, { text, node, run }: ExpressionOf) {
  return queryOptions({
    queryKey: ["expressions", agent, run, node, text],
    queryFn: ({ signal }): Promise<Evaluation> => {
      const body = { text, node_id: node, ...(run ? { run_id: run } : {}) };
      const params = { path: { agent } };
      return unwrap(
        engine.POST("/v1/agents/{agent}/expressions/evaluate", { params, body: body as never, signal }),
      );
    },
    retry: false,
    staleTime: 10_000,
    gcTime: 60_000,
  });
}
