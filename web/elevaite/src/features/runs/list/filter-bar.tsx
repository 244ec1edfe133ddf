"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";

import { text as shared } from "@elevaite/shared/text";
import { Button } from "@elevaite/shared/ui/button";
import { FilterMenu, MultiFilterMenu } from "@elevaite/shared/ui/filter-menu";
import { TimeRangePicker } from "@elevaite/shared/ui/time-range-picker";

import { agentNamesQuery } from "@/queries/agent-names";
import {
  noRunFilter,
  runFilterQuery,
  runModes,
  runStatuses,
  triggers,
  type RunFilter,
} from "@/queries/run-filter";
import { runsText as text } from "@/text/runs";

import { triggerIcons } from "../trigger-label";

const statusOptions = runStatuses.map((value) => ({ value, label: shared.status[value] }));
const modeOptions = runModes.map((value) => ({ value, label: text.mode[value] }));
const triggerOptions = triggers.map((value) => {
  const Icon = triggerIcons[value];
  return { value, label: text.trigger[value], icon: <Icon aria-hidden /> };
});

type FilterBarProps = { filter: RunFilter; onChange: (filter: RunFilter) => void };

export function FilterBar({ filter, onChange }: FilterBarProps) {
  const { data: agents = [] } = useQuery(agentNamesQuery);
  const change = (changes: Partial<RunFilter>) => onChange({ ...filter, ...changes });
  const agentOptions = agents
    .map(({ id, name }) => ({ value: id, label: name }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  // A link may name an agent by its slug.
  const agent = agents.find(({ id, slug }) => id === filter.agent || slug === filter.agent)?.id;
  return (
    <div role="group" aria-label={text.filters.label} className="flex flex-wrap items-center gap-2">
      <MultiFilterMenu
        label={text.filters.status}
        options={statusOptions}
        values={filter.statuses}
        onChange={(statuses) => change({ statuses })}
      />
      <FilterMenu
        label={text.filters.agent}
        options={agentOptions}
        value={agent ?? filter.agent}
        onChange={(value) => change({ agent: value })}
      />
      <FilterMenu
        label={text.filters.trigger}
        options={triggerOptions}
        value={filter.trigger}
        onChange={(trigger) => change({ trigger: trigger as RunFilter["trigger"] })}
      />
      <FilterMenu
        label={text.filters.mode}
        options={modeOptions}
        value={filter.mode}
        onChange={(mode) => change({ mode: mode as RunFilter["mode"] })}
      />
      <TimeRangePicker mayBeAny value={filter.range} onChange={(range) => change({ range })} />
      {filter.conversation ? (
        <Button
          aria-label={text.filters.removeConversation}
          title={filter.conversation}
          onClick={() => change({ conversation: "" })}
        >
          {text.filters.conversation}
          <X aria-hidden className="text-muted" />
        </Button>
      ) : null}
      {runFilterQuery(filter) ? (
        <Button variant="ghost" onClick={() => onChange(noRunFilter)}>
          {text.filters.clear}
        </Button>
      ) : null}
    </div>
  );
}
