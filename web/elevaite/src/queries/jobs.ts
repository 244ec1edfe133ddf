import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { engine, unwrap, type EngineAnswer, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

import { isUnderWay, jobFilterQuery, type JobFilter } from "./job-filter";
import type { RunRequest } from "./runs";

export type JobSummary = EngineItem<"/v1/jobs">;
export type Job = EngineAnswer<"/v1/jobs/{id}">;
export type JobFailures = EngineItem<"/v1/job-failures">;

const kListRefreshMilliseconds = 3_000;
const kJobRefreshMilliseconds = 1_000;
const kFailuresRefreshMilliseconds = 5_000;
/** Who has gone further back than so many pages reads what was, and does not have all of it asked for again. */
const kLivePages = 3;
/** So many jobs the engine sends back at a time. */
const kRedrivenAtOnce = 500;

/** All keys about jobs begin with "jobs". The list keeps itself true while it is looked at. */
export function jobsQuery(filter: JobFilter) {
  return infiniteQueryOptions({
    ...cursorPaging,
    queryKey: ["jobs", "list", jobFilterQuery(filter)],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        cursor: pageParam,
        status: filter.status || undefined,
        queue: filter.queue || undefined,
        kind: filter.kind || undefined,
        agent_id: filter.agent || undefined,
        cause: filter.cause || undefined,
      };
      return unwrap(engine.GET("/v1/jobs", { params: { query }, signal }));
    },
    refetchInterval: ({ state }) =>
      (state.data?.pages.length ?? 0) <= kLivePages ? kListRefreshMilliseconds : false,
  });
}

/** A job; asked for again until it has ended. */
export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ["jobs", "one", id],
    queryFn: ({ signal }) => unwrap(engine.GET("/v1/jobs/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) =>
      state.data && isUnderWay(state.data.status) ? kJobRefreshMilliseconds : false,
  });
}

/** The failed jobs, grouped by what they failed of. */
export const jobFailuresQuery = queryOptions({
  queryKey: ["jobs", "failures"],
  queryFn: async ({ signal }) => (await unwrap(engine.GET("/v1/job-failures", { signal }))).data,
  refetchInterval: kFailuresRefreshMilliseconds,
});

/** What changes a job, or many; everything that shows jobs is asked for again. */
function useJobsChange<Variables, Answer>(
  change: (variables: Variables) => Promise<Answer>,
  { showsOwnErrors = false } = {},
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["jobs"] }),
        client.invalidateQueries({ queryKey: ["queues"] }),
      ]),
    meta: { showsOwnErrors },
  });
}

export function useCancelJob() {
  return useJobsChange((id: string) =>
    unwrap(engine.POST("/v1/jobs/{id}/cancel", { params: { path: { id } } })),
  );
}

export function useRedriveJob() {
  return useJobsChange((id: string) =>
    unwrap(engine.POST("/v1/jobs/{id}/redrive", { params: { path: { id } } })),
  );
}

export type Redrive = {
  kind?: string;
  cause?: string;
  /** How many there were when somebody decided. */ count: number;
};

/** Sends failed jobs back, as often as it takes for so many; what fails again meanwhile is left to the next decision. */
export async function redriveJobs({ count, ...body }: Redrive): Promise<number> {
  let redriven = 0;
  for (let left = count; left > 0; left -= kRedrivenAtOnce) {
    const answer = await unwrap(engine.POST("/v1/job-failures/redrive", { body }));
    redriven += answer.redriven;
    if (answer.redriven < kRedrivenAtOnce) break;
  }
  return redriven;
}

export function useRedriveJobs() {
  return useJobsChange(redriveJobs);
}

/** A run of the deployed version that a worker starts when its turn comes. */
export function useRunInBackground() {
  return useJobsChange(
    async ({ agent, input, triggerNode }: RunRequest) => {
      const body = { mode: "async" as const, input, trigger_node: triggerNode };
      const job = await unwrap(
        engine.POST("/v1/agents/{agent}/runs", { params: { path: { agent } }, body: body as never }),
      );
      return job as unknown as Job;
    },
    { showsOwnErrors: true },
  );
}
