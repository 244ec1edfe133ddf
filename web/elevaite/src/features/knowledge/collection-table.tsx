"use client";

import { formatNumber } from "@elevaite/shared/format";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { RowLink } from "@elevaite/shared/ui/row-link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@elevaite/shared/ui/table";
import { TableSkeleton, type SkeletonColumn } from "@elevaite/shared/ui/table-skeleton";

import type { Collection } from "@/queries/knowledge";
import { useMemberName } from "@/queries/members";
import { knowledgeText as text } from "@/text/knowledge";

import { CollectionMenu } from "./collection-menu";

type CollectionTableProps = { collections: Collection[]; mayWrite: boolean };

export function CollectionTable({ collections, mayWrite }: CollectionTableProps) {
  return (
    <Table label={text.title}>
      <Head />
      <TableBody>
        {collections.map((collection) => (
          <CollectionRow key={collection.id} collection={collection} mayWrite={mayWrite} />
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
        <TableHead className="text-right">{text.columns.documents}</TableHead>
        <TableHead className="max-lg:hidden">{text.columns.by}</TableHead>
        <TableHead className="text-right max-sm:hidden">{text.columns.updated}</TableHead>
        <TableHead className="w-12">
          <span className="sr-only">{text.columns.actions}</span>
        </TableHead>
      </tr>
    </TableHeader>
  );
}

function CollectionRow({ collection, mayWrite }: { collection: Collection; mayWrite: boolean }) {
  const by = useMemberName(collection.created_by);
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <RowLink href={`/knowledge/${collection.id}`} className="block truncate font-medium">
          {collection.name}
        </RowLink>
        <p className="truncate text-xs text-muted">{collection.description}</p>
      </TableCell>
      <TableCell className="text-right text-muted tabular-nums">
        {formatNumber(collection.document_count)}
      </TableCell>
      <TableCell className="max-w-48 truncate whitespace-nowrap text-muted max-lg:hidden">{by}</TableCell>
      <TableCell className="text-right whitespace-nowrap text-muted max-sm:hidden">
        <RelativeTime at={collection.updated_at} />
      </TableCell>
      <TableCell>{mayWrite ? <CollectionMenu collection={collection} /> : null}</TableCell>
    </TableRow>
  );
}

const skeleton: SkeletonColumn[] = [
  { cell: "w-full", bar: "w-56 max-w-full" },
  { bar: "ml-auto w-8" },
  { cell: "max-lg:hidden", bar: "w-16" },
  { cell: "max-sm:hidden", bar: "ml-auto w-16" },
  { bar: null },
];

/** As high as the real rows, so that nothing moves when they come. */
export function CollectionTableSkeleton() {
  return <TableSkeleton label={text.title} head={<Head />} columns={skeleton} rows={4} className="h-13" />;
}
