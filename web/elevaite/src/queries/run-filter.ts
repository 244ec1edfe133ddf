import { readTimeRange, timeRangeParams, type TimeRange } from "@elevaite/shared/routing";
import type { RunStatus } from "@elevaite/shared/ui/status-badge";

/** Which runs a list shows. It is the address of the list, so that it can be kept, sent on and linked to. */
export type RunFilter = {
  statuses: RunStatus[];
  agent: string;
  trigger: Trigger | "";
  mode: RunMode | "";
  conversation: string;
  range: TimeRange | null;
};

export const runStatuses = ["queued", "running", "waiting", "succeeded", "failed", "cancelled"] as const;
export const triggers = ["chat", "webhook", "schedule", "manual", "api"] as const;
export const runModes = ["live", "test"] as const;
export type Trigger = (typeof triggers)[number];
export type RunMode = (typeof runModes)[number];

export const noRunFilter: RunFilter = {
  statuses: [],
  agent: "",
  trigger: "",
  mode: "",
  conversation: "",
  range: null,
};

export const isActive = (status: RunStatus) => ["queued", "running", "waiting"].includes(status);

function oneOf<T extends string>(all: readonly T[], text: string | null): T | "" {
  return all.find((one) => one === text) ?? "";
}

type Readable = { get(name: string): string | null };

/** What an address asks for. What it says wrongly counts as not said. */
export function readRunFilter(params: Readable): RunFilter {
  const statuses = new Set((params.get("status") ?? "").split(","));
  return {
    statuses: runStatuses.filter((status) => statuses.has(status)),
    agent: params.get("agent") ?? "",
    trigger: oneOf(triggers, params.get("trigger")),
    mode: oneOf(runModes, params.get("mode")),
    conversation: params.get("conversation") ?? "",
    range: readTimeRange(params),
  };
}

/** All parameters of a filter, the absent ones as "" or null. */
export function runFilterParams(filter: RunFilter): Record<string, string | null> {
  return {
    status: filter.statuses.join(","),
    agent: filter.agent,
    trigger: filter.trigger,
    mode: filter.mode,
    conversation: filter.conversation,
    ...timeRangeParams(filter.range),
  };
}

/** A filter as the query of an address: the same filter is always the same text. */
export function runFilterQuery(filter: RunFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(runFilterParams(filter))) {
    if (value) query.set(name, value);
  }
  // Ours to read: a comma needs no escape.
  return query.toString().replaceAll("%2C", ",");
}

/** The address of the list with these runs. */
export function runsHref(filter: Partial<RunFilter> = {}): string {
  const query = runFilterQuery({ ...noRunFilter, ...filter });
  return query ? `/runs?${query}` : "/runs";
}
