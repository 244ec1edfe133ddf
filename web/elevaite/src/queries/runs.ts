import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";

import { engine, unwrap, type EngineAnswer, type EngineItem } from "@elevaite/shared/api";
import { cursorPaging, entriesOf } from "@elevaite/shared/query";
import { boundsOf } from "@elevaite/shared/routing";

import { isActive, runFilterQuery, type RunFilter } from "./run-filter";

export type RunSummary = EngineItem<"/v1/runs">;
export type Run = EngineAnswer<"/v1/runs/{id}">;
export type RunsPage = EngineAnswer<"/v1/runs">;

const kRefreshMilliseconds = 4000;
/** So many runs that are under way but no longer on the first page are asked for at each refresh. */
const kFollowedRuns = 20;

function readRuns(filter: RunFilter, cursor: string | undefined, signal: AbortSignal): Promise<RunsPage> {
  const bounds = filter.range ? boundsOf(filter.range, Date.now()) : null;
  const endsNow = !filter.range || "preset" in filter.range;
  const query = {
    cursor,
    status: filter.statuses.length > 0 ? filter.statuses : undefined,
    agent: filter.agent || undefined,
    trigger: filter.trigger || undefined,
    is_test: filter.mode === "" ? undefined : filter.mode === "test",
    conversation: filter.conversation || undefined,
    created_after: bounds?.from,
    created_before: endsNow ? undefined : bounds?.to,
  };
  return unwrap(engine.GET("/v1/runs", { params: { query }, signal }));
}

/** All keys about runs begin with "runs". */
export function runsQuery(filter: RunFilter) {
  return infiniteQueryOptions({
    ...cursorPaging,
    queryKey: ["runs", "list", runFilterQuery(filter)],
    queryFn: ({ pageParam, signal }) => readRuns(filter, pageParam, signal),
    // It is kept true by newestRunsQuery; reading all its pages again would be a waste.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export type NewestRuns = { page: RunsPage; changed: RunSummary[] };

/** What a shown list does not know yet: its first page as it would be now, and the runs in it that were under way. */
export function newestRunsQuery(client: QueryClient, filter: RunFilter) {
  return queryOptions({
    queryKey: ["runs", "newest", runFilterQuery(filter)],
    queryFn: async ({ signal }): Promise<NewestRuns> => {
      const page = await readRuns(filter, undefined, signal);
      const listed = client.getQueryData(runsQuery(filter).queryKey);
      const newest = new Map(page.data.map((run) => [run.id, run]));
      const shown = listed ? entriesOf(listed) : [];
      const missing = shown.filter(({ id, status }) => isActive(status) && !newest.has(id));
      const asked = missing.slice(0, kFollowedRuns).map(({ id }) => readRun(id, signal).catch(() => null));
      const found = (await Promise.all(asked)).filter((run) => run !== null);
      return { page, changed: [...page.data, ...found] };
    },
    refetchInterval: kRefreshMilliseconds,
  });
}

/** Puts what has become of the shown runs into their places. */
export function updateListedRuns(client: QueryClient, filter: RunFilter, changed: RunSummary[]): void {
  const known = new Map(changed.map((run) => [run.id, run]));
  client.setQueryData(runsQuery(filter).queryKey, (list) => {
    if (!list) return list;
    const pages = list.pages.map((page) => ({
      ...page,
      data: page.data.map((run) => known.get(run.id) ?? run),
    }));
    return { ...list, pages };
  });
}

/** Begins the list anew with its newest page. */
export function showNewestRuns(client: QueryClient, filter: RunFilter, page: RunsPage): void {
  client.setQueryData(runsQuery(filter).queryKey, { pages: [page], pageParams: [undefined] });
}

function readRun(id: string, signal?: AbortSignal): Promise<Run> {
  return unwrap(engine.GET("/v1/runs/{id}", { params: { path: { id } }, ...(signal ? { signal } : {}) }));
}

export function runQuery(id: string) {
  return queryOptions({
    queryKey: ["runs", "one", id],
    queryFn: ({ signal }) => readRun(id, signal),
  });
}

export type RunRequest = { agent: string; input: unknown; triggerNode?: string | undefined };

/** Starts the deployed version, at once. */
export function useStartRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ agent, input, triggerNode }: RunRequest) => {
      const body = { input, trigger_node: triggerNode };
      const run = await unwrap(
        engine.POST("/v1/agents/{agent}/runs", { params: { path: { agent } }, body: body as never }),
      );
      return run as Run;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["runs"] }),
    meta: { showsOwnErrors: true },
  });
}

export function cancelRun(id: string, reason: string): Promise<Run> {
  const body = reason ? { reason } : {};
  return unwrap(engine.POST("/v1/runs/{id}/cancel", { params: { path: { id } }, body }));
}

export function retryRun(id: string): Promise<Run> {
  return unwrap(engine.POST("/v1/runs/{id}/retry", { params: { path: { id } }, body: {} }));
}

export type ForkChoice = { fromNode: string; version: "same" | "draft"; input?: unknown };

/** Begins a new run from a step of one that has ended. */
export function forkRun(id: string, { fromNode, version, input }: ForkChoice): Promise<Run> {
  const body = { from_node: fromNode, version, ...(input === undefined ? {} : { input }) };
  return unwrap(engine.POST("/v1/runs/{id}/fork", { params: { path: { id } }, body: body as never }));
}

export function useForkRun(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: ForkChoice) => forkRun(id, choice),
    onSuccess: (run) => {
      client.setQueryData(runQuery(run.id).queryKey, run);
      return client.invalidateQueries({ queryKey: ["runs"] });
    },
    meta: { showsOwnErrors: true },
  });
}

export function useCancelRun(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => cancelRun(id, reason),
    onSettled: () => client.invalidateQueries({ queryKey: ["runs"] }),
  });
}

export function useRetryRun(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => retryRun(id),
    onSuccess: (run) => {
      client.setQueryData(runQuery(run.id).queryKey, run);
      return client.invalidateQueries({ queryKey: ["runs", "list"] });
    },
  });
}

export type ApprovalAnswer = {
  step: string;
  approved: boolean;
  comment: string;
  /** Of a tool call: others than it was to be made with. */
  args?: Record<string, unknown> | undefined;
};

export function useAnswerApproval(run: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ step, approved, comment, args }: ApprovalAnswer) => {
      const said = comment ? { comment } : {};
      const body = { step, approved, ...said, ...(args ? { arguments: args } : {}) };
      return unwrap(engine.POST("/v1/runs/{id}/approvals", { params: { path: { id: run } }, body }));
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["runs", "one", run] }),
        client.invalidateQueries({ queryKey: ["approvals"] }),
      ]),
  });
}
