"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";

import { formatDateTime, formatExactTime } from "@elevaite/shared/format";
import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";
import { CopyButton } from "@elevaite/shared/ui/copy-button";
import { JsonView } from "@elevaite/shared/ui/json-view";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";

import { momentOf, type RunEvent } from "@/queries/run-journal";
import { runsText } from "@/text/runs";

import { eventSummary, eventTitle } from "./event-summary";

const text = runsText.journal;
const kShownAtFirst = 200;
const kAll = "all";

/** The journal itself: every event with its number, as it is kept. */
export function JournalView({ events }: { events: RunEvent[] }) {
  const [type, setType] = useState(kAll);
  const [limit, setLimit] = useState(kShownAtFirst);
  const types = [...new Set(events.map((event) => event.type))].toSorted();
  const found = type === kAll ? events : events.filter((event) => event.type === type);
  const left = found.length - limit;
  if (events.length === 0) return <p className="text-sm text-muted">{text.waitingForFirst}</p>;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-2">
        <Select value={type} onValueChange={setType}>
          <SelectTrigger aria-label={text.filter} className="w-48">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={kAll}>{text.allTypes}</SelectItem>
            {types.map((one) => (
              <SelectItem key={one} value={one}>
                {eventTitle(one)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        <CopyButton value={JSON.stringify(events, null, 2)} label={text.copyAll} className="ml-auto" />
      </div>
      {found.length === 0 ? <p className="text-sm text-muted">{text.nothing}</p> : null}
      <ol aria-label={text.label} className="divide-y overflow-hidden rounded-lg border bg-surface shadow-sm">
        {found.slice(0, limit).map((event) => (
          <EventRow key={event.seq} event={event} />
        ))}
      </ol>
      {left > 0 ? (
        <Button className="self-center" onClick={() => setLimit(limit + 5 * kShownAtFirst)}>
          {text.showMore(Math.min(left, 5 * kShownAtFirst))}
        </Button>
      ) : null}
    </div>
  );
}

const tones: Record<string, string> = {
  step_failed: "text-danger",
  run_failed: "text-danger",
  step_retrying: "text-warning",
  run_succeeded: "text-success",
};

function EventRow({ event }: { event: RunEvent }) {
  const [isOpen, setIsOpen] = useState(false);
  const at = momentOf(event.at);
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={`${text.raw(event.seq)}: ${eventTitle(event.type)} ${event.step ?? ""}`}
        onClick={() => setIsOpen(!isOpen)}
        className={
          "flex min-h-9 w-full items-center gap-x-3 gap-y-0.5 px-3 py-1.5 text-left text-sm max-sm:flex-wrap " +
          "hover:bg-subtle/70 focus-visible:-outline-offset-2"
        }
      >
        <ChevronRight
          aria-hidden
          className={cn("size-3.5 shrink-0 text-muted transition-transform", isOpen && "rotate-90")}
        />
        <span className="w-8 shrink-0 text-right text-xs text-muted tabular-nums">{event.seq}</span>
        <time
          dateTime={event.at}
          title={formatDateTime(at)}
          className="shrink-0 font-mono text-xs text-muted tabular-nums"
        >
          {formatExactTime(at)}
        </time>
        <span className={cn("w-32 shrink-0 font-medium", tones[event.type])}>{eventTitle(event.type)}</span>
        <span className="min-w-0 truncate font-mono text-xs max-sm:w-full">{event.step}</span>
        <span className="ml-auto min-w-0 truncate text-xs text-muted">{eventSummary(event)}</span>
      </button>
      {isOpen ? (
        <div className="border-t bg-background px-3 py-3">
          <JsonView value={event} label={text.raw(event.seq)} />
        </div>
      ) : null}
    </li>
  );
}
