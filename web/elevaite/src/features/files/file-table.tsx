"use client";

import { Download, Ellipsis, FileText, Trash2 } from "lucide-react";

import { formatBytes } from "@elevaite/shared/format";
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

import type { File } from "@/queries/files";
import { useMemberName } from "@/queries/members";
import { text } from "@/text/files";

type FileActions = {
  onDownload: (file: File) => void;
  /** Absent for who may only look. */
  onDelete: ((file: File) => void) | null;
};

export function FileTable({ files, ...actions }: { files: File[] } & FileActions) {
  return (
    <Table label={text.title}>
      <Head />
      <TableBody>
        {files.map((file) => (
          <FileRow key={file.id} file={file} {...actions} />
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
        <TableHead className="max-md:hidden">{text.columns.type}</TableHead>
        <TableHead className="max-lg:hidden">{text.columns.by}</TableHead>
        <TableHead className="text-right">{text.columns.size}</TableHead>
        <TableHead className="text-right max-sm:hidden">{text.columns.created}</TableHead>
        <TableHead className="w-12">
          <span className="sr-only">{text.columns.actions}</span>
        </TableHead>
      </tr>
    </TableHeader>
  );
}

function FileRow({ file, ...actions }: { file: File } & FileActions) {
  const by = useMemberName(file.created_by);
  return (
    <TableRow>
      <TableCell className="w-full max-w-0">
        <div className="flex items-center gap-3">
          <FileText aria-hidden className="size-4 shrink-0 text-muted" />
          <button
            type="button"
            title={text.downloadOf(file.name)}
            className="truncate font-medium hover:underline"
            onClick={() => actions.onDownload(file)}
          >
            {file.name}
          </button>
        </div>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-md:hidden">{file.content_type}</TableCell>
      <TableCell className="max-w-48 truncate whitespace-nowrap text-muted max-lg:hidden">{by}</TableCell>
      <TableCell className="text-right whitespace-nowrap text-muted">{formatBytes(file.size)}</TableCell>
      <TableCell className="text-right whitespace-nowrap text-muted max-sm:hidden">
        <RelativeTime at={file.created_at} />
      </TableCell>
      <TableCell>
        <RowMenu file={file} {...actions} />
      </TableCell>
    </TableRow>
  );
}

function RowMenu({ file, onDownload, onDelete }: { file: File } & FileActions) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={text.actionsOf(file.name)}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => onDownload(file)}>
          <Download aria-hidden />
          {text.download}
        </DropdownMenuItem>
        {onDelete ? (
          <DropdownMenuItem isDangerous onSelect={() => onDelete(file)}>
            <Trash2 aria-hidden />
            {text.remove}
          </DropdownMenuItem>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

const skeleton: SkeletonColumn[] = [
  { cell: "w-full", bar: "w-56 max-w-full" },
  { cell: "max-md:hidden", bar: "w-24" },
  { cell: "max-lg:hidden", bar: "w-16" },
  { bar: "ml-auto w-12" },
  { cell: "max-sm:hidden", bar: "ml-auto w-16" },
  { bar: null },
];

/** As high as the real rows, so that nothing moves when they come. */
export function FileTableSkeleton() {
  return <TableSkeleton label={text.title} head={<Head />} columns={skeleton} rows={4} />;
}
