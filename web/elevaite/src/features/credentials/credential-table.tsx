"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";

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

import type { Credential, CredentialKind } from "@/queries/credentials";
import { text } from "@/text/credentials";

import { KindIcon } from "./kind-icon";

export type CredentialActions = { onEdit: (it: Credential) => void; onDelete: (it: Credential) => void };

type CredentialTableProps = {
  credentials: Credential[];
  kinds: CredentialKind[] | undefined;
  /** Absent for who may only look. */
  actions: CredentialActions | null;
};

export function CredentialTable({ credentials, kinds, actions }: CredentialTableProps) {
  return (
    <Table label={text.title}>
      <Head />
      <TableBody>
        {credentials.map((credential) => (
          <CredentialRow
            key={credential.id}
            credential={credential}
            kind={kinds?.find(({ kind }) => kind === credential.kind)}
            actions={actions}
          />
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
        <TableHead className="max-sm:hidden">{text.columns.kind}</TableHead>
        <TableHead className="text-right max-sm:hidden">{text.columns.updated}</TableHead>
        <TableHead className="w-12">
          <span className="sr-only">{text.columns.actions}</span>
        </TableHead>
      </tr>
    </TableHeader>
  );
}

type CredentialRowProps = {
  credential: Credential;
  kind: CredentialKind | undefined;
  actions: CredentialActions | null;
};

function CredentialRow({ credential, kind, actions }: CredentialRowProps) {
  const title = kind?.title ?? credential.kind;
  const shown = kind?.fields
    .map(({ name }) => credential.fields[name])
    .filter((value) => value !== undefined)
    .join(" · ");
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <div className="flex items-center gap-3">
          <KindIcon icon={kind?.icon} />
          <div className="min-w-0">
            <p className="truncate font-medium">{credential.name}</p>
            <p className="truncate text-xs text-muted">
              <span className="sm:hidden">{title}</span>
              <span className="max-sm:hidden">{shown || title}</span>
            </p>
          </div>
        </div>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-sm:hidden">{title}</TableCell>
      <TableCell className="text-right whitespace-nowrap text-muted max-sm:hidden">
        <RelativeTime at={credential.updated_at} />
      </TableCell>
      <TableCell>{actions ? <RowMenu credential={credential} actions={actions} /> : null}</TableCell>
    </TableRow>
  );
}

function RowMenu({ credential, actions }: { credential: Credential; actions: CredentialActions }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={text.actionsOf(credential.name)}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => actions.onEdit(credential)}>
          <Pencil aria-hidden />
          {text.edit}
        </DropdownMenuItem>
        <DropdownMenuItem isDangerous onSelect={() => actions.onDelete(credential)}>
          <Trash2 aria-hidden />
          {text.remove}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

const skeleton: SkeletonColumn[] = [
  { cell: "w-full", bar: "w-56 max-w-full" },
  { cell: "max-sm:hidden", bar: "w-24" },
  { cell: "max-sm:hidden", bar: "ml-auto w-16" },
  { bar: null },
];

/** As high as the real rows, so that nothing moves when they come. */
export function CredentialTableSkeleton() {
  return <TableSkeleton label={text.title} head={<Head />} columns={skeleton} rows={4} className="h-13" />;
}
