import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, unwrap, type EngineAnswer, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

export type AgentSummary = EngineItem<"/v1/agents">;
export type Agent = EngineAnswer<"/v1/agents/{agent}">;
export type AgentStatus = AgentSummary["status"];
export type AgentFilter = { search?: string | undefined; status?: AgentStatus | undefined };
/** An agent as a file. */
export type AgentFile = { format: string; name: string; description: string; workflow: object };

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

/** What changes which agents there are, and perhaps answers one. */
function useAgentsChange<Variables, Answer>(
  change: (variables: Variables) => Promise<Answer>,
  { showsOwnErrors = false } = {},
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (answer) => {
      const agent = answer as Agent | undefined;
      if (agent?.id) client.setQueryData(agentQuery(agent.id).queryKey, agent);
      return Promise.all([
        client.invalidateQueries({ queryKey: ["agents", "list"] }),
        client.invalidateQueries({ queryKey: ["agents", "names"] }),
      ]);
    },
    meta: { showsOwnErrors },
  });
}

export type NewAgent = { name: string; description: string; workflow?: object | undefined };

export function useCreateAgent() {
  return useAgentsChange(
    ({ workflow, ...body }: NewAgent) =>
      unwrap(engine.POST("/v1/agents", { body: { ...body, workflow: (workflow ?? null) as never } })),
    { showsOwnErrors: true },
  );
}

export function useImportAgent() {
  return useAgentsChange(
    (file: object) => unwrap(engine.POST("/v1/agents/import", { body: file as never })),
    { showsOwnErrors: true },
  );
}

export function useDuplicateAgent() {
  return useAgentsChange((agent: string) =>
    unwrap(engine.POST("/v1/agents/{agent}/duplicate", { params: { path: { agent } }, body: {} })),
  );
}

export function useDeleteAgent() {
  return useAgentsChange((agent: string) =>
    unwrap(engine.DELETE("/v1/agents/{agent}", { params: { path: { agent } } })),
  );
}

export function useRestoreAgent() {
  return useAgentsChange((agent: string) =>
    unwrap(engine.POST("/v1/agents/{agent}/restore", { params: { path: { agent } }, body: {} })),
  );
}

export type AgentDetails = { id: string; name: string; slug: string; description: string };

export function useEditAgent() {
  return useAgentsChange(
    async ({ id, ...details }: AgentDetails) => {
      const params = { path: { agent: id } };
      // The draft may be edited meanwhile; that is no conflict with what the agent is called.
      const { revision } = await unwrap(engine.GET("/v1/agents/{agent}", { params }));
      return unwrap(engine.PATCH("/v1/agents/{agent}", { params, body: { ...details, revision } }));
    },
    { showsOwnErrors: true },
  );
}

export async function exportAgent(agent: string): Promise<AgentFile> {
  const file = await unwrap(engine.GET("/v1/agents/{agent}/export", { params: { path: { agent } } }));
  return file as unknown as AgentFile;
}
