"use client";

import { useQuery } from "@tanstack/react-query";
import { Ellipsis, Pencil, RefreshCw } from "lucide-react";
import { useState } from "react";

import { formatDate, formatDateTime } from "@elevaite/shared/format";
import { meQuery } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { Badge } from "@elevaite/shared/ui/badge";
import { Button } from "@elevaite/shared/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@elevaite/shared/ui/table";
import { TableSkeleton, type SkeletonColumn } from "@elevaite/shared/ui/table-skeleton";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import type { ApiKey } from "@/queries/api-keys";
import type { Permission } from "@/queries/permissions";
import { text } from "@/text/api-keys";

import { hasExpired } from "./expiry";

export type ApiKeyAction = "revoke" | "rotate" | "edit";
type Asks = ((action: ApiKeyAction, key: ApiKey) => void) | null;

/** Without `onAsk`, for who may only look. */
export function ApiKeyTable({ keys, onAsk }: { keys: ApiKey[]; onAsk: Asks }) {
  return (
    <Table label={text.title}>
      <Head />
      <TableBody>
        {keys.map((key) => (
          <ApiKeyRow key={key.id} apiKey={key} onAsk={onAsk} />
        ))}
      </TableBody>
    </Table>
  );
}

function Head() {
  return (
    <TableHeader>
      <tr>
        <TableHead>{text.columns.name}</TableHead>
        <TableHead className="max-md:hidden">{text.columns.may}</TableHead>
        <TableHead className="max-sm:hidden">{text.columns.lastUsed}</TableHead>
        <TableHead className="max-sm:hidden">{text.columns.expires}</TableHead>
        <TableHead className="w-28">
          <span className="sr-only">{text.columns.actions}</span>
        </TableHead>
      </tr>
    </TableHeader>
  );
}

function ApiKeyRow({ apiKey, onAsk }: { apiKey: ApiKey; onAsk: Asks }) {
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <p className="truncate font-medium">{apiKey.name}</p>
        <p className="truncate font-mono text-xs text-muted">{apiKey.prefix}…</p>
        <Limits apiKey={apiKey} />
        <p className="truncate text-xs text-muted sm:hidden">
          {apiKey.last_used_at ? (
            <>
              {text.columns.lastUsed} <RelativeTime at={apiKey.last_used_at} />
            </>
          ) : (
            text.neverUsed
          )}
        </p>
      </TableCell>
      <TableCell className="whitespace-nowrap max-md:hidden">
        <Scope apiKey={apiKey} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-sm:hidden">
        {apiKey.last_used_at ? <RelativeTime at={apiKey.last_used_at} /> : text.never}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-sm:hidden">
        <ExpiryOf apiKey={apiKey} />
      </TableCell>
      <TableCell className="text-right">
        {onAsk ? (
          <div className="flex items-center justify-end gap-1">
            <Button size="sm" aria-label={text.revokeOf(apiKey.name)} onClick={() => onAsk("revoke", apiKey)}>
              {text.revoke}
            </Button>
            <ApiKeyMenu apiKey={apiKey} onAsk={onAsk} />
          </div>
        ) : null}
      </TableCell>
    </TableRow>
  );
}

/** From where it may be used, and the secret before while it works. */
function Limits({ apiKey: { allowed_addresses, previous } }: { apiKey: ApiKey }) {
  return (
    <>
      {allowed_addresses.length > 0 ? (
        <p className="truncate text-xs text-muted" title={allowed_addresses.join(", ")}>
          {text.onlyFrom(allowed_addresses)}
        </p>
      ) : null}
      {previous ? (
        <p className="truncate text-xs text-muted">
          {text.previousUntil(previous.prefix, formatDateTime(previous.until))}{" "}
          {previous.last_used_at ? text.previousUsed : text.previousUnused}
        </p>
      ) : null}
    </>
  );
}

type ApiKeyMenuProps = { apiKey: ApiKey; onAsk: NonNullable<Asks> };

function ApiKeyMenu({ apiKey, onAsk }: ApiKeyMenuProps) {
  const { data: me } = useQuery(meQuery);
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={text.actionsOf(apiKey.name)}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {apiKey.user_id === me?.id ? (
          <DropdownMenuItem onSelect={() => onAsk("rotate", apiKey)}>
            <RefreshCw aria-hidden />
            {text.rotate.action}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={() => onAsk("edit", apiKey)}>
          <Pencil aria-hidden />
          {text.edit.action}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Scope({ apiKey: { role, scopes } }: { apiKey: ApiKey }) {
  if (scopes.length === 0) return <Badge>{text.all(shared.role[role])}</Badge>;
  const names = scopes.map((scope) => text.permissions[scope as Permission] ?? scope);
  return (
    <Tooltip content={names.join(", ")}>
      <button type="button" className="rounded-sm">
        <Badge tone="info">{text.some(scopes.length, shared.role[role])}</Badge>
        <span className="sr-only">: {names.join(", ")}</span>
      </button>
    </Tooltip>
  );
}

function ExpiryOf({ apiKey }: { apiKey: ApiKey }) {
  // As of when the row came; a key that expires while it is looked at says so at the next look.
  const [now] = useState(() => Date.now());
  if (apiKey.expires_at === null) return text.never;
  if (hasExpired(apiKey, now)) return <Badge tone="danger">{text.expired}</Badge>;
  return (
    <time dateTime={apiKey.expires_at} title={formatDateTime(apiKey.expires_at)}>
      {formatDate(apiKey.expires_at)}
    </time>
  );
}

const skeleton: SkeletonColumn[] = [
  { cell: "w-full", bar: "w-48 max-w-full" },
  { cell: "max-md:hidden", bar: "w-28" },
  { cell: "max-sm:hidden", bar: "w-16" },
  { cell: "max-sm:hidden", bar: "w-20" },
  { bar: null },
];

/** As high as the real rows, so that nothing moves when they come. */
export function ApiKeyTableSkeleton() {
  return <TableSkeleton label={text.title} head={<Head />} columns={skeleton} rows={3} className="h-13" />;
}
