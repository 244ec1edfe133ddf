import Link from "next/link";

import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { Skeleton } from "@elevaite/shared/ui/skeleton";
import { StatusBadge } from "@elevaite/shared/ui/status-badge";

import type { RunSummary } from "@/queries/runs";
import { agentsText as text } from "@/text/agents";

/** How and when an agent ran last; `undefined` as long as nobody knows. */
export function LastRun({ run }: { run: RunSummary | null | undefined }) {
  if (run === undefined) return <Skeleton className="w-24" />;
  if (run === null) return <span className="text-muted">{text.neverRan}</span>;
  return (
    // Above the link of the row.
    <Link
      href={`/runs/${run.id}`}
      prefetch={false}
      className="relative z-10 inline-flex items-center gap-2 whitespace-nowrap hover:underline"
    >
      <StatusBadge status={run.status} />
      <span className="text-xs text-muted">
        <RelativeTime at={run.created_at} />
      </span>
    </Link>
  );
}
