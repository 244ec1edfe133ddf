import { queryOptions } from "@tanstack/react-query";

import { engine, unwrap } from "@elevaite/shared/api";

import type { AgentSummary } from "./agents";

const kPageSize = 200;
/** So many pages of agents are read for their names; others are asked for one by one. */
const kPages = 5;

export type AgentName = Pick<AgentSummary, "id" | "name" | "slug">;

/** The names of the agents, for lists that know only their ids. */
export const agentNamesQuery = queryOptions({
  queryKey: ["agents", "names"],
  queryFn: async ({ signal }): Promise<AgentName[]> => {
    const names: AgentName[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < kPages; page++) {
      const query = { limit: kPageSize, cursor };
      const { data, next_cursor } = await unwrap(engine.GET("/v1/agents", { params: { query }, signal }));
      names.push(...data.map(({ id, name, slug }) => ({ id, name, slug })));
      if (!next_cursor) break;
      cursor = next_cursor;
    }
    return names;
  },
  staleTime: 60_000,
});

/** A version with its workflow; it never changes. */
export function versionQuery(agent: string, version: string) {
  return queryOptions({
    queryKey: ["agents", "version", agent, version],
    queryFn: ({ signal }) => {
      const path = { agent, version_id: version };
      return unwrap(engine.GET("/v1/agents/{agent}/versions/{version_id}", { params: { path }, signal }));
    },
    staleTime: Infinity,
  });
}
