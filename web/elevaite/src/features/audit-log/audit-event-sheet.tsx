"use client";

import { formatDateTime } from "@elevaite/shared/format";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { JsonView } from "@elevaite/shared/ui/json-view";

import type { AuditEvent } from "@/queries/audit-log";
import { text } from "@/text/audit-log";

import { whoOf } from "./audit-table";

/** One event, whole. */
export function AuditEventSheet({ event, onClose }: { event: AuditEvent | null; onClose: () => void }) {
  return (
    <Dialog open={event !== null} onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      {event ? (
        <DialogContent>
          <DialogHeader>
            <DialogTitle className="font-mono text-base">{event.action}</DialogTitle>
            <DialogDescription>
              {whoOf(event)} · {formatDateTime(event.at)}
              {event.remote_address ? ` · ${event.remote_address}` : ""}
            </DialogDescription>
          </DialogHeader>
          <DialogBody>
            <dl className="grid grid-cols-[6rem_1fr] gap-x-4 gap-y-1.5 text-sm">
              <dt className="text-muted">{text.number}</dt>
              <dd>{event.seq}</dd>
              <dt className="text-muted">{text.target}</dt>
              <dd className="min-w-0 wrap-anywhere">
                {event.target.kind} <span className="font-mono text-xs">{event.target.id}</span>
              </dd>
              <dt className="text-muted">{text.hash}</dt>
              <dd className="min-w-0 font-mono text-xs wrap-anywhere">{event.hash}</dd>
            </dl>
            <State label={text.before} value={event.before} />
            <State label={text.after} value={event.after} />
          </DialogBody>
        </DialogContent>
      ) : null}
    </Dialog>
  );
}

function State({ label, value }: { label: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-sm font-medium">{label}</h3>
      <JsonView value={value} label={label} />
    </section>
  );
}
