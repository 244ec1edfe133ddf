import { queryOptions } from "@tanstack/react-query";

import { engine, unwrap } from "@elevaite/shared/api";

const kRefreshMilliseconds = 2_000;
const kSteps = 100;

/** The steps of a run that a job does: again and again while it goes on, and once more when it is over. */
export function jobStepsQuery(run: string, isOver: boolean) {
  return queryOptions({
    // What was read while it went on lacks the end, however fresh it is.
    queryKey: ["jobs", "steps", run, isOver],
    queryFn: async ({ signal }) => {
      const params = { path: { id: run }, query: { limit: kSteps } };
      return (await unwrap(engine.GET("/v1/runs/{id}/steps", { params, signal }))).data;
    },
    refetchInterval: isOver ? false : kRefreshMilliseconds,
  });
}
