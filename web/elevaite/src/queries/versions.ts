import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, unwrap, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

export type Version = EngineItem<"/v1/agents/{agent}/versions">;

export function versionsQuery(agent: string) {
  return infiniteQueryOptions({
    ...cursorPaging,
    queryKey: ["agents", "versions", agent],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { agent }, query: { cursor: pageParam } };
      return unwrap(engine.GET("/v1/agents/{agent}/versions", { params, signal }));
    },
  });
}

/** A version with its workflow: it never changes. */
export function workflowOfVersionQuery(agent: string, version: string) {
  return queryOptions({
    queryKey: ["agents", "version-workflow", agent, version],
    queryFn: async ({ signal }) => {
      const path = { agent, version_id: version };
      return unwrap(engine.GET("/v1/agents/{agent}/versions/{version_id}", { params: { path }, signal }));
    },
    staleTime: Infinity,
  });
}

function useAgentChange<Variables>(agent: string, change: (variables: Variables) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["agents", "one", agent] }),
        client.invalidateQueries({ queryKey: ["agents", "list"] }),
        client.invalidateQueries({ queryKey: ["agents", "versions", agent] }),
        client.invalidateQueries({ queryKey: ["agents", "deployments", agent] }),
      ]),
  });
}

/** Makes the draft of this revision live. */
export function useDeploy(agent: string) {
  return useAgentChange(agent, ({ note, revision }: { note: string; revision: number }) => {
    const body = { revision, ...(note ? { note } : {}) };
    return unwrap(engine.POST("/v1/agents/{agent}/deploy", { params: { path: { agent } }, body }));
  });
}

export function useRollBack(agent: string) {
  return useAgentChange(agent, (version: string) =>
    unwrap(
      engine.POST("/v1/agents/{agent}/rollback", {
        params: { path: { agent } },
        body: { version_id: version },
      }),
    ),
  );
}

export function useUndeploy(agent: string) {
  return useAgentChange(agent, () =>
    unwrap(engine.POST("/v1/agents/{agent}/undeploy", { params: { path: { agent } } })),
  );
}
