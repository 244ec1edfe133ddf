"use client";

import { Ellipsis, RotateCw, Rows3, Trash2 } from "lucide-react";

import { formatBytes, formatNumber } from "@elevaite/shared/format";
import { Button } from "@elevaite/shared/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@elevaite/shared/ui/dropdown-menu";
import { ProgressBar } from "@elevaite/shared/ui/progress-bar";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@elevaite/shared/ui/table";
import { TableSkeleton, type SkeletonColumn } from "@elevaite/shared/ui/table-skeleton";

import { isBeingMade, type Document } from "@/queries/knowledge";
import { knowledgeText } from "@/text/knowledge";

import { DocumentStatus } from "./document-status";

const text = knowledgeText.documents;

type DocumentActions = {
  onPassages: (document: Document) => void;
  /** Absent, as the next, for who may only look. */
  onRemake: ((document: Document) => void) | null;
  onDelete: ((document: Document) => void) | null;
};

export function DocumentTable({ documents, ...actions }: { documents: Document[] } & DocumentActions) {
  return (
    <Table label={text.label}>
      <Head />
      <TableBody>
        {documents.map((document) => (
          <DocumentRow key={document.id} document={document} {...actions} />
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
        <TableHead>{text.columns.status}</TableHead>
        <TableHead className="text-right max-md:hidden">{text.columns.passages}</TableHead>
        <TableHead className="text-right max-sm:hidden">{text.columns.size}</TableHead>
        <TableHead className="text-right max-lg:hidden">{text.columns.created}</TableHead>
        <TableHead className="w-12">
          <span className="sr-only">{text.columns.actions}</span>
        </TableHead>
      </tr>
    </TableHeader>
  );
}

function DocumentRow({ document, ...actions }: { document: Document } & DocumentActions) {
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <DocumentName document={document} onPassages={actions.onPassages} />
        {isBeingMade(document) ? (
          <ProgressBar label={text.progressOf(document.name)} share={shareOf(document)} className="mt-1.5" />
        ) : null}
        {document.error ? (
          <p className="mt-0.5 text-xs wrap-anywhere whitespace-normal text-danger">
            {document.error.message}
          </p>
        ) : null}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <DocumentStatus status={document.status} />
      </TableCell>
      <TableCell className="text-right text-muted tabular-nums max-md:hidden">
        {formatNumber(document.chunk_count)}
      </TableCell>
      <TableCell className="text-right whitespace-nowrap text-muted max-sm:hidden">
        {formatBytes(document.size)}
      </TableCell>
      <TableCell className="text-right whitespace-nowrap text-muted max-lg:hidden">
        <RelativeTime at={document.created_at} />
      </TableCell>
      <TableCell>
        <RowMenu document={document} {...actions} />
      </TableCell>
    </TableRow>
  );
}

type DocumentNameProps = { document: Document } & Pick<DocumentActions, "onPassages">;

/** Of what is searched, also the way to its passages. */
function DocumentName({ document, onPassages }: DocumentNameProps) {
  if (!document.is_searchable) return <p className="truncate font-medium">{document.name}</p>;
  return (
    <button
      type="button"
      title={text.passagesOf(document.name)}
      className="block max-w-full truncate font-medium hover:underline"
      onClick={() => onPassages(document)}
    >
      {document.name}
    </button>
  );
}

/** Only of the vectors it is known how many there will be. */
function shareOf({ status, embedded_count: done, chunk_count: all }: Document): number | null {
  return status === "embedding" && all > 0 ? done / all : null;
}

function RowMenu({ document, onPassages, onRemake, onDelete }: { document: Document } & DocumentActions) {
  if (!document.is_searchable && !onRemake && !onDelete) return null;
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={knowledgeText.actionsOf(document.name)}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {document.is_searchable ? (
          <DropdownMenuItem onSelect={() => onPassages(document)}>
            <Rows3 aria-hidden />
            {text.passages}
          </DropdownMenuItem>
        ) : null}
        {onRemake && !isBeingMade(document) ? (
          <DropdownMenuItem onSelect={() => onRemake(document)}>
            <RotateCw aria-hidden />
            {text.remake}
          </DropdownMenuItem>
        ) : null}
        {onDelete ? (
          <DropdownMenuItem isDangerous onSelect={() => onDelete(document)}>
            <Trash2 aria-hidden />
            {knowledgeText.removeDocument.action}
          </DropdownMenuItem>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

const skeleton: SkeletonColumn[] = [
  { cell: "w-full", bar: "w-56 max-w-full" },
  { bar: "w-16" },
  { cell: "max-md:hidden", bar: "ml-auto w-8" },
  { cell: "max-sm:hidden", bar: "ml-auto w-12" },
  { cell: "max-lg:hidden", bar: "ml-auto w-16" },
  { bar: null },
];

/** As high as the real rows, so that nothing moves when they come. */
export function DocumentTableSkeleton() {
  return <TableSkeleton label={text.label} head={<Head />} columns={skeleton} rows={4} />;
}
