import { queryOptions } from "@tanstack/react-query";

import { engine, unwrap, type EngineItem } from "@elevaite/shared/api";

export type Queue = EngineItem<"/v1/queues">;
export type Worker = EngineItem<"/v1/workers">;

const kRefreshMilliseconds = 3_000;

/** The queues with the tenant's own jobs in them. */
export const queuesQuery = queryOptions({
  queryKey: ["queues"],
  queryFn: async ({ signal }) => (await unwrap(engine.GET("/v1/queues", { signal }))).data,
  refetchInterval: kRefreshMilliseconds,
});

/** The live workers, which work for all tenants: for those with processes:read. */
export const workersQuery = queryOptions({
  queryKey: ["queues", "workers"],
  queryFn: async ({ signal }) => (await unwrap(engine.GET("/v1/workers", { signal }))).data,
  refetchInterval: kRefreshMilliseconds,
});
