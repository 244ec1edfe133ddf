import { queryOptions } from "@tanstack/react-query";

import { engine, unwrap } from "@elevaite/shared/api";

/** The catalogue of node kinds. It changes only with the program, so it is asked for once. */
export const nodeKindsQuery = queryOptions({
  queryKey: ["node-kinds"],
  queryFn: async ({ signal }) => (await unwrap(engine.GET("/v1/node-kinds", { signal }))).data,
  staleTime: Infinity,
});

export const chatModelsQuery = queryOptions({
  queryKey: ["chat-models"],
  queryFn: async ({ signal }) => (await unwrap(engine.GET("/v1/chat-models", { signal }))).data,
  staleTime: 60_000,
});

export const toolsQuery = queryOptions({
  queryKey: ["tools"],
  queryFn: async ({ signal }) => (await unwrap(engine.GET("/v1/tools", { signal }))).data,
  staleTime: Infinity,
});
