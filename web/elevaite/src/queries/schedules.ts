import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, unwrap, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

export type Schedule = EngineItem<"/v1/schedules">;

export const schedulesQuery = infiniteQueryOptions({
  ...cursorPaging,
  queryKey: ["schedules", "list"],
  queryFn: ({ pageParam, signal }) =>
    unwrap(engine.GET("/v1/schedules", { params: { query: { cursor: pageParam } }, signal })),
  // The next times pass by themselves.
  refetchInterval: 30_000,
});

/** When a cron expression comes next; an error says what is wrong with it. */
export function schedulePreviewQuery(cron: string, timeZone: string) {
  return queryOptions({
    queryKey: ["schedules", "preview", cron, timeZone],
    queryFn: ({ signal }) =>
      unwrap(engine.POST("/v1/schedules/preview", { body: { cron, time_zone: timeZone }, signal })),
    retry: false,
    staleTime: 60_000,
  });
}

export function useSetPaused() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, isPaused }: { id: string; isPaused: boolean }) => {
      const params = { path: { id } };
      return unwrap(
        isPaused
          ? engine.POST("/v1/schedules/{id}/pause", { params })
          : engine.POST("/v1/schedules/{id}/resume", { params }),
      );
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["schedules", "list"] }),
  });
}

export function useFireSchedule() {
  return useMutation({
    mutationFn: (id: string) => unwrap(engine.POST("/v1/schedules/{id}/fire", { params: { path: { id } } })),
  });
}
