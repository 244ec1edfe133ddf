import { queryOptions } from "@tanstack/react-query";

import { engine, unwrap, type EngineAnswer } from "@elevaite/shared/api";
import { boundsOf, type TimeRange } from "@elevaite/shared/routing";

export type Stats = EngineAnswer<"/v1/stats">;
export type StatsBucket = Stats["series"][number];

const kRefreshMilliseconds = 10_000;
/** Who waits for a first run to appear looks at the page until it does. */
const kFirstRunMilliseconds = 3_000;

/** The figures of a range. They are asked for again while somebody looks at them. */
export function statsQuery(range: TimeRange) {
  return queryOptions({
    queryKey: ["stats", range],
    queryFn: ({ signal }) => {
      const bounds = boundsOf(range, Date.now());
      // Where a day begins is where it does for the viewer.
      const offset_minutes = -new Date(bounds.from).getTimezoneOffset();
      return unwrap(engine.GET("/v1/stats", { params: { query: { ...bounds, offset_minutes } }, signal }));
    },
    refetchInterval: kRefreshMilliseconds,
  });
}

/** Whether anything has ever run, tests included. */
export const hasRunsQuery = queryOptions({
  queryKey: ["stats", "has-runs"],
  queryFn: async ({ signal }) => {
    const { data } = await unwrap(engine.GET("/v1/runs", { params: { query: { limit: 1 } }, signal }));
    return data.length > 0;
  },
  refetchInterval: (query) => (query.state.data ? false : kFirstRunMilliseconds),
});
