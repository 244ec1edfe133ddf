import { queryOptions } from "@tanstack/react-query";

import { engine, unwrap } from "@elevaite/shared/api";

import type { RunSummary } from "./runs";

const kNewestRuns = 200;
const kAtOnce = 6;

export type LastRuns = ReadonlyMap<string, RunSummary>;

async function readNewest(
  agent: string | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<RunSummary[]> {
  const query = { agent, limit, is_test: false };
  return (await unwrap(engine.GET("/v1/runs", { params: { query }, signal }))).data;
}

/**
 * The newest run of each of these agents; tests do not count. The list of agents does not say it, so the newest runs of
 * the tenant are read at once, and only agents that are not among them are asked for one by one.
 */
export function lastRunsQuery(agents: readonly string[]) {
  return queryOptions({
    queryKey: ["runs", "last", [...agents].sort()],
    queryFn: async ({ signal }): Promise<LastRuns> => {
      const last = new Map<string, RunSummary>();
      const newest = await readNewest(undefined, kNewestRuns, signal);
      for (const run of newest) if (!last.has(run.agent_id)) last.set(run.agent_id, run);
      const missing = newest.length < kNewestRuns ? [] : agents.filter((id) => !last.has(id));
      for (let start = 0; start < missing.length; start += kAtOnce) {
        const some = missing.slice(start, start + kAtOnce);
        const found = await Promise.all(some.map((id) => readNewest(id, 1, signal)));
        for (const [run] of found) if (run) last.set(run.agent_id, run);
      }
      return last;
    },
    staleTime: 10_000,
    enabled: agents.length > 0,
  });
}

/** The latest runs of one agent, tests as well. */
export function latestRunsQuery(agent: string, limit: number) {
  return queryOptions({
    queryKey: ["runs", "latest", agent, limit],
    queryFn: async ({ signal }) => {
      const query = { agent, limit };
      return (await unwrap(engine.GET("/v1/runs", { params: { query }, signal }))).data;
    },
  });
}
