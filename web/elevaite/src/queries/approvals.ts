import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { engine, unwrap } from "@elevaite/shared/api";
import { cursorPaging } from "@elevaite/shared/query";

/** What waits for somebody's approval, as the Workflow Engine lists it. */
export type Approval = {
  run_id: string;
  agent_id: string;
  conversation_id: string | null;
  step: string;
  node_id: string;
  kind: string;
  title: string;
  since: string | null;
  until: string | null;
  payload: unknown;
};

const kListRefreshMilliseconds = 3_000;
const kCountRefreshMilliseconds = 30_000;
/** An answered approval leaves the list a moment later, when its run goes on; a count that lags looks like an error. */
const kWaitingRefreshMilliseconds = 5_000;
const kCounted = 100;

async function readApprovals(cursor: string | undefined, limit: number, signal: AbortSignal) {
  const query = { cursor, limit };
  const page = await unwrap(engine.GET("/v1/approvals", { params: { query }, signal }));
  return { ...page, data: page.data as unknown as Approval[] };
}

/** All keys about approvals begin with "approvals". The list keeps itself true while it is looked at. */
export const approvalsQuery = infiniteQueryOptions({
  ...cursorPaging,
  queryKey: ["approvals", "list"],
  queryFn: ({ pageParam, signal }) => readApprovals(pageParam, 50, signal),
  refetchInterval: kListRefreshMilliseconds,
});

export type ApprovalCount = { count: number; hasMore: boolean };

/** How many wait, for the navigation. */
export const approvalCountQuery = queryOptions({
  queryKey: ["approvals", "count"],
  queryFn: async ({ signal }): Promise<ApprovalCount> => {
    const page = await readApprovals(undefined, kCounted, signal);
    return { count: page.data.length, hasMore: page.next_cursor !== null };
  },
  refetchInterval: ({ state }) =>
    state.data?.count ? kWaitingRefreshMilliseconds : kCountRefreshMilliseconds,
});
