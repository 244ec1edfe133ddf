import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { ApiProblem, engine, unwrap, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

export type Mail = EngineItem<"/v1/mail">;

/** Whether the platform sends mail instead of keeping it, as a refused list says. */
export const isNotKept = (error: unknown) => error instanceof ApiProblem && error.reason === "mail_not_kept";

export const mailListQuery = infiniteQueryOptions({
  ...cursorPaging,
  queryKey: ["mail", "list"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(engine.GET("/v1/mail", { params: { query: { cursor: pageParam } }, signal })),
});

export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ["mail", "one", id],
    queryFn: ({ signal }) => unwrap(engine.GET("/v1/mail/{id}", { params: { path: { id } }, signal })),
    // What was sent does not change.
    staleTime: Infinity,
  });

/** It depends on how the platform was started. */
export const isMailKeptQuery = queryOptions({
  queryKey: ["mail", "is-kept"],
  queryFn: async ({ signal }) => {
    try {
      await unwrap(engine.GET("/v1/mail", { params: { query: { limit: 1 } }, signal }));
      return true;
    } catch (error) {
      if (isNotKept(error)) return false;
      throw error;
    }
  },
  staleTime: Infinity,
});
