"use client";

import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { Download, ScrollText } from "lucide-react";
import { useState } from "react";

import { entriesOf } from "@elevaite/shared/query";
import { usePermission } from "@elevaite/shared/session";
import { Button } from "@elevaite/shared/ui/button";
import { EmptyState } from "@elevaite/shared/ui/empty-state";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Page } from "@elevaite/shared/ui/page";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";

import {
  auditEventsQuery,
  downloadAuditEvents,
  type AuditEvent,
  type AuditFilter,
} from "@/queries/audit-log";
import { membersQuery } from "@/queries/members";
import { text } from "@/text/audit-log";

import { AuditEventSheet } from "./audit-event-sheet";
import { AuditTable, AuditTableSkeleton } from "./audit-table";

export function AuditLogPage() {
  const [filter, setFilter] = useState<AuditFilter>({ action: "", actor: "" });
  return (
    <Page title={text.title} description={text.description} actions={<Downloads filter={filter} />}>
      <Filters filter={filter} onChange={setFilter} />
      <Events filter={filter} />
    </Page>
  );
}

function Downloads({ filter }: { filter: AuditFilter }) {
  const mayRead = usePermission("audit:read");
  const download = useMutation({
    mutationFn: (format: "csv" | "jsonl") => downloadAuditEvents(filter, format),
  });
  if (!mayRead) return null;
  return (["csv", "jsonl"] as const).map((format) => (
    <Button
      key={format}
      isPending={download.isPending && download.variables === format}
      onClick={() => download.mutate(format)}
    >
      <Download aria-hidden />
      {text[format]}
    </Button>
  ));
}

// A choice has no empty value.
const kAny = "any";

function Filters({ filter, onChange }: { filter: AuditFilter; onChange: (filter: AuditFilter) => void }) {
  const { data: members } = useQuery(membersQuery);
  const chosen = (value: string) => (value === kAny ? "" : value);
  return (
    <div className="flex flex-wrap gap-2">
      <Select
        value={filter.action || kAny}
        onValueChange={(value) => onChange({ ...filter, action: chosen(value) })}
      >
        <SelectTrigger aria-label={text.filters.action} className="w-44">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          <SelectItem value={kAny}>{text.filters.anyAction}</SelectItem>
          {Object.entries(text.kinds).map(([value, label]) => (
            <SelectItem key={value} value={value}>
              {label}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <Select
        value={filter.actor || kAny}
        onValueChange={(value) => onChange({ ...filter, actor: chosen(value) })}
      >
        <SelectTrigger aria-label={text.filters.actor} className="w-44">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          <SelectItem value={kAny}>{text.filters.anyActor}</SelectItem>
          {(members ?? []).map(({ id, name, email }) => (
            <SelectItem key={id} value={id}>
              {name || email}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </div>
  );
}

function Events({ filter }: { filter: AuditFilter }) {
  const query = useInfiniteQuery(auditEventsQuery(filter));
  const [shown, setShown] = useState<AuditEvent | null>(null);
  if (query.isPending) return <AuditTableSkeleton />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const events = entriesOf(query.data);
  if (events.length === 0) {
    return <EmptyState icon={ScrollText} title={text.emptyTitle} description={text.emptyDescription} />;
  }
  return (
    <>
      <AuditTable events={events} onShow={setShown} />
      {query.hasNextPage ? (
        <Button
          className="self-center"
          isPending={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {text.loadMore}
        </Button>
      ) : null}
      <AuditEventSheet event={shown} onClose={() => setShown(null)} />
    </>
  );
}
