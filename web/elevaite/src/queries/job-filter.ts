import type { JobStatus } from "@elevaite/shared/ui/status-badge";

/** Which jobs a list shows. It is the address of the list, so that it can be kept, sent on and linked to. */
export type JobFilter = {
  status: JobStatus | "";
  queue: JobQueue | "";
  kind: string;
  agent: string;
  /** What failed jobs are grouped by. */
  cause: string;
};

export const jobStatuses = ["queued", "running", "retrying", "succeeded", "failed", "cancelled"] as const;
export const jobQueues = ["quick", "long"] as const;
export type JobQueue = (typeof jobQueues)[number];

export const noJobFilter: JobFilter = { status: "", queue: "", kind: "", agent: "", cause: "" };

export const isUnderWay = (status: JobStatus) => ["queued", "running", "retrying"].includes(status);

function oneOf<T extends string>(all: readonly T[], text: string | null): T | "" {
  return all.find((one) => one === text) ?? "";
}

type Readable = { get(name: string): string | null };

/** What an address asks for. What it says wrongly counts as not said. */
export function readJobFilter(params: Readable): JobFilter {
  return {
    status: oneOf(jobStatuses, params.get("status")),
    queue: oneOf(jobQueues, params.get("queue")),
    kind: params.get("kind") ?? "",
    agent: params.get("agent") ?? "",
    cause: params.get("cause") ?? "",
  };
}

/** A filter as the query of an address: the same filter is always the same text. */
export function jobFilterQuery(filter: JobFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return query.toString();
}

/** The address of the list with these jobs. */
export function jobsHref(filter: Partial<JobFilter> = {}): string {
  const query = jobFilterQuery({ ...noJobFilter, ...filter });
  return query ? `/jobs?${query}` : "/jobs";
}
