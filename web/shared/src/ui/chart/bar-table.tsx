import Link from "next/link";

import { formatNumber } from "../../format/index";
import { inspectText } from "../../text/index";
import { Table, TableBody, TableCell, TableHead, TableHeader } from "../table";
import type { Bar, BarSeries } from "./bar-stack";

const text = inspectText.chart;

/** The same as a BarStack, in figures: to be read aloud, copied and compared. */
export function BarTable({ label, series, bars }: { label: string; series: BarSeries[]; bars: Bar[] }) {
  return (
    <div
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      role="group"
      aria-label={label}
      className="h-53.5 overflow-y-auto"
    >
      <Table label={label}>
        <TableHeader>
          <tr>
            <TableHead>{text.time}</TableHead>
            {series.map(({ key, label: name }) => (
              <TableHead key={key} className="text-right">
                {name}
              </TableHead>
            ))}
          </tr>
        </TableHeader>
        <TableBody>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <TableCell className="h-8 whitespace-nowrap">
                <Link
                  href={bar.href}
                  prefetch={false}
                  className="rounded-sm text-accent-text hover:underline"
                >
                  {bar.label}
                </Link>
              </TableCell>
              {series.map(({ key }) => (
                <TableCell key={key} className="h-8 text-right tabular-nums">
                  {formatNumber(bar.values[key] ?? 0)}
                </TableCell>
              ))}
            </tr>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
