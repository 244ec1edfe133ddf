import type { ReactNode } from "react";

import { cn } from "./class-names";
import { Skeleton } from "./skeleton";
import { Table, TableBody, TableCell } from "./table";

/** `bar`: how wide, and on which side; null: nothing stands there yet. */
export type SkeletonColumn = { cell?: string; bar: string | null };

type TableSkeletonProps = {
  label: string;
  head: ReactNode;
  columns: SkeletonColumn[];
  rows?: number;
  /** For every cell. */
  className?: string;
};

/** The table before its rows are there. As high as the real rows, so that nothing moves when they come. */
export function TableSkeleton({ label, head, columns, rows = 6, className }: TableSkeletonProps) {
  return (
    <div aria-busy="true">
      <Table label={label}>
        {head}
        <TableBody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {columns.map(({ cell, bar }, column) => (
                <TableCell key={column} className={cn(className, cell)}>
                  {bar === null ? null : <Skeleton className={bar} />}
                </TableCell>
              ))}
            </tr>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
