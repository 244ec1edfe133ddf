"use client";

import { useRef } from "react";

import { Checkbox } from "@elevaite/shared/ui/checkbox";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader } from "@elevaite/shared/ui/table";

import type { RunSummary } from "@/queries/runs";
import { runsText as text } from "@/text/runs";

import { useRowWindow } from "../use-row-window";
import { kRunRowHeight, RunRow } from "./run-row";
import type { Selection } from "./use-selection";
import { useRowKeys } from "./use-row-keys";

const kSkeletonRows = 10;

/** Only the rows that can be seen exist; two empty rows keep the room of the others. */
export function RunTable({ runs, selection }: { runs: RunSummary[]; selection: Selection | null }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { first, end } = useRowWindow(body, runs.length, kRunRowHeight);
  useRowKeys(body, runs, selection);
  return (
    <Table label={text.title} aria-rowcount={runs.length + 1}>
      <RunTableHead selection={selection} />
      <TableBody ref={body}>
        <Spacer rows={first} />
        {runs.slice(first, end).map((run, index) => (
          <RunRow
            key={run.id}
            run={run}
            index={first + index}
            isSelected={selection?.has(run.id) ?? false}
            onSelect={selection?.set ?? null}
          />
        ))}
        <Spacer rows={runs.length - end} />
      </TableBody>
    </Table>
  );
}

function Spacer({ rows }: { rows: number }) {
  if (rows <= 0) return null;
  return (
    <tr aria-hidden className="border-0">
      <td style={{ height: rows * kRunRowHeight }} />
    </tr>
  );
}

function RunTableHead({ selection }: { selection: Selection | null }) {
  const { status, agent, trigger, started, duration, tokens, cost } = text.columns;
  return (
    <TableHeader>
      <tr aria-rowindex={1}>
        {selection ? (
          <TableHead className="w-8 pr-0">
            <span className="flex size-6 items-center">
              <Checkbox
                aria-label={text.selection.all}
                checked={selection.state}
                onCheckedChange={(checked) => selection.setAll(checked === true)}
              />
            </span>
          </TableHead>
        ) : null}
        <TableHead className="w-28 max-sm:w-24 max-sm:px-1.5">{status}</TableHead>
        <TableHead className="max-sm:px-1.5">{agent}</TableHead>
        <TableHead className="w-28 max-md:hidden">{trigger}</TableHead>
        <TableHead className="w-28 text-right max-sm:w-24 max-sm:pl-1.5">{started}</TableHead>
        <TableHead className="w-28 text-right max-sm:hidden">{duration}</TableHead>
        <TableHead className="w-20 text-right max-lg:hidden">{tokens}</TableHead>
        <TableHead className="w-20 text-right max-lg:hidden">{cost}</TableHead>
      </tr>
    </TableHeader>
  );
}

/** As high as the real rows, so that nothing moves when they come. */
export function RunTableSkeleton() {
  return (
    <div aria-busy="true">
      <Table label={text.title}>
        <RunTableHead selection={null} />
        <TableBody>
          {Array.from({ length: kSkeletonRows }, (_, row) => (
            <tr key={row} className="h-11">
              <TableCell className="w-28 py-0">
                <Skeleton className="h-5 w-20" />
              </TableCell>
              <TableCell className="w-full py-0">
                <Skeleton className="w-40 max-w-full" />
              </TableCell>
              <TableCell className="w-28 py-0 max-md:hidden">
                <Skeleton className="w-16" />
              </TableCell>
              <TableCell className="w-28 py-0">
                <Skeleton className="ml-auto w-16" />
              </TableCell>
              <TableCell className="w-28 py-0 max-sm:hidden">
                <Skeleton className="ml-auto w-12" />
              </TableCell>
              <TableCell className="w-20 py-0 max-lg:hidden">
                <Skeleton className="ml-auto w-8" />
              </TableCell>
              <TableCell className="w-20 py-0 max-lg:hidden">
                <Skeleton className="ml-auto w-8" />
              </TableCell>
            </tr>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
