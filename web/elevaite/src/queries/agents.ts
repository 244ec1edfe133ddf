import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, unwrap, type EngineAnswer, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

export type AgentSummary = EngineItem<"/v1/agents">;
export type Agent = EngineAnswer<"/v1/agents/{agent}">;
export type AgentStatus = AgentSummary["status"];
export type AgentFilter = { search?: string | undefined; status?: AgentStatus | undefined };

/** All keys about agents begin with "agents", so that one invalidation reaches them. */
export function agentsQuery(filter: AgentFilter = {}) {
  return infiniteQueryOptions({
    ...cursorPaging,
    queryKey: ["agents", "list", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        cursor: pageParam,
        search: filter.search === "" ? undefined : filter.search,
        status: filter.status,
      };
      return unwrap(engine.GET("/v1/agents", { params: { query }, signal }));
    },
  });
}

export function agentQuery(agent: string) {
  return queryOptions({
    queryKey: ["agents", "one", agent],
    queryFn: ({ signal }) =>
      unwrap(engine.GET("/v1/agents/{agent}", { params: { path: { agent } }, signal })),
  });
}

export type NewAgent = { name: string; description: string };

export function useCreateAgent() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewAgent) => unwrap(engine.POST("/v1/agents", { body })),
    onSuccess: (agent) => {
      client.setQueryData(agentQuery(agent.id).queryKey, agent);
      return client.invalidateQueries({ queryKey: ["agents", "list"] });
    },
    meta: { showsOwnErrors: true },
  });
}
