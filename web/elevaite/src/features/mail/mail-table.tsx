import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@elevaite/shared/ui/table";
import { TableSkeleton, type SkeletonColumn } from "@elevaite/shared/ui/table-skeleton";

import type { Mail } from "@/queries/mail";
import { text } from "@/text/mail";

type MailTableProps = { mails: Mail[]; onOpen: (id: string) => void };

export function MailTable({ mails, onOpen }: MailTableProps) {
  return (
    <Table label={text.list}>
      <Head />
      <TableBody>
        {mails.map(({ id, subject, to, at }) => (
          <TableRow key={id}>
            <TableCell className="w-full max-w-0">
              <button
                type="button"
                className="row-link block max-w-full truncate text-left font-medium"
                onClick={() => onOpen(id)}
              >
                {subject || text.noSubject}
              </button>
              <p className="truncate text-xs text-muted sm:hidden">{to.join(", ")}</p>
            </TableCell>
            <TableCell className="max-w-64 truncate text-muted max-sm:hidden">{to.join(", ")}</TableCell>
            <TableCell className="text-right whitespace-nowrap text-muted">
              <RelativeTime at={at} />
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
        <TableHead>{text.columns.subject}</TableHead>
        <TableHead className="max-sm:hidden">{text.columns.to}</TableHead>
        <TableHead className="text-right">{text.columns.at}</TableHead>
      </tr>
    </TableHeader>
  );
}

const skeleton: SkeletonColumn[] = [
  { cell: "w-full", bar: "w-56 max-w-full" },
  { cell: "max-sm:hidden", bar: "w-40" },
  { bar: "ml-auto w-16" },
];

/** As high as the real rows, so that nothing moves when they come. */
export function MailTableSkeleton() {
  return <TableSkeleton label={text.list} head={<Head />} columns={skeleton} rows={4} />;
}
