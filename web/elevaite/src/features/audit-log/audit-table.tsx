import { Button } from "@elevaite/shared/ui/button";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@elevaite/shared/ui/table";

import type { AuditEvent } from "@/queries/audit-log";
import { text } from "@/text/audit-log";

const kSkeletonRows = 6;

export const whoOf = ({ actor }: AuditEvent) => actor.name || actor.email || actor.user_id || text.system;

export function AuditTable({
  events,
  onShow,
}: {
  events: AuditEvent[];
  onShow: (event: AuditEvent) => void;
}) {
  return (
    <Table label={text.title}>
      <Head />
      <TableBody>
        {events.map((event) => (
          <TableRow key={event.id}>
            <TableCell className="whitespace-nowrap text-muted">
              <RelativeTime at={event.at} />
            </TableCell>
            <TableCell className="max-w-40 truncate max-sm:hidden">
              {whoOf(event)}
              {event.actor.kind === "api_key" ? <span className="text-muted"> {text.byKey}</span> : null}
            </TableCell>
            <TableCell className="w-full max-w-0">
              <Button
                size="sm"
                variant="ghost"
                className="-ml-2 max-w-full font-mono text-xs"
                aria-label={`${event.action}, ${text.details(event.seq)}`}
                onClick={() => onShow(event)}
              >
                <span className="truncate">{event.action}</span>
              </Button>
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted max-md:hidden">
              {event.remote_address}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Head() {
  return (
    <TableHeader>
      <tr>
        <TableHead>{text.columns.when}</TableHead>
        <TableHead className="max-sm:hidden">{text.columns.who}</TableHead>
        <TableHead>{text.columns.what}</TableHead>
        <TableHead className="max-md:hidden">{text.columns.where}</TableHead>
      </tr>
    </TableHeader>
  );
}

export function AuditTableSkeleton() {
  return (
    <div aria-busy="true">
      <Table label={text.title}>
        <Head />
        <TableBody>
          {Array.from({ length: kSkeletonRows }, (_, row) => (
            <tr key={row}>
              <TableCell className="h-11">
                <Skeleton className="w-20" />
              </TableCell>
              <TableCell className="max-sm:hidden">
                <Skeleton className="w-28" />
              </TableCell>
              <TableCell className="w-full">
                <Skeleton className="w-48 max-w-full" />
              </TableCell>
              <TableCell className="max-md:hidden">
                <Skeleton className="w-24" />
              </TableCell>
            </tr>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
