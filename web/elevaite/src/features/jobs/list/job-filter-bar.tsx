"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";

import { text as shared } from "@elevaite/shared/text";
import { Button } from "@elevaite/shared/ui/button";
import { FilterMenu } from "@elevaite/shared/ui/filter-menu";

import { agentNamesQuery } from "@/queries/agent-names";
import { jobFilterQuery, jobQueues, jobStatuses, noJobFilter, type JobFilter } from "@/queries/job-filter";
import { jobsText as text } from "@/text/jobs";

import { kindName } from "../job-name";

const statusOptions = jobStatuses.map((value) => ({ value, label: shared.status[value] }));
const queueOptions = jobQueues.map((value) => ({ value, label: text.queue[value] }));

type JobFilterBarProps = { filter: JobFilter; onChange: (filter: JobFilter) => void };

export function JobFilterBar({ filter, onChange }: JobFilterBarProps) {
  const { data: agents = [] } = useQuery(agentNamesQuery);
  const change = (changes: Partial<JobFilter>) => onChange({ ...filter, ...changes });
  const agentOptions = agents
    .map(({ id, name }) => ({ value: id, label: name }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  const kinds = new Set([...Object.keys(text.kind), ...(filter.kind ? [filter.kind] : [])]);
  return (
    <div role="group" aria-label={text.filters.label} className="flex flex-wrap items-center gap-2">
      <FilterMenu
        label={text.filters.status}
        options={statusOptions}
        value={filter.status}
        onChange={(status) => change({ status: status as JobFilter["status"] })}
      />
      <FilterMenu
        label={text.filters.queue}
        options={queueOptions}
        value={filter.queue}
        onChange={(queue) => change({ queue: queue as JobFilter["queue"] })}
      />
      <FilterMenu
        label={text.filters.kind}
        options={[...kinds].map((value) => ({ value, label: kindName(value) }))}
        value={filter.kind}
        onChange={(kind) => change({ kind })}
      />
      <FilterMenu
        label={text.filters.agent}
        options={agentOptions}
        value={filter.agent}
        onChange={(agent) => change({ agent })}
      />
      {filter.cause ? (
        <Button
          className="max-w-72"
          aria-label={text.filters.removeCause}
          title={filter.cause}
          onClick={() => change({ cause: "" })}
        >
          <span className="truncate">
            {text.filters.cause}: {filter.cause}
          </span>
          <X aria-hidden className="text-muted" />
        </Button>
      ) : null}
      {jobFilterQuery(filter) ? (
        <Button variant="ghost" onClick={() => onChange(noJobFilter)}>
          {text.filters.clear}
        </Button>
      ) : null}
    </div>
  );
}
