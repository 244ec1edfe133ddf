import Link from "next/link";

import type { TimeRange } from "@elevaite/shared/routing";
import { Button } from "@elevaite/shared/ui/button";
import { Card, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { RelativeTime } from "@elevaite/shared/ui/relative-time";
import { RowLink } from "@elevaite/shared/ui/row-link";
import { StatusIcon } from "@elevaite/shared/ui/status-badge";

import { runsHref } from "@/queries/run-filter";
import type { Stats } from "@/queries/stats";
import { homeText as text } from "@/text/home";

const kShown = 6;

type RecentFailuresProps = { stats: Stats; range: TimeRange; className?: string };

export function RecentFailures({ stats, range, className }: RecentFailuresProps) {
  const failures = stats.recent_failures.slice(0, kShown);
  return (
    <Card className={className} aria-label={text.recentFailures}>
      <CardHeader className="min-h-12">
        <CardTitle>{text.recentFailures}</CardTitle>
        {failures.length > 0 ? (
          <Button asChild variant="ghost" size="sm" className="ml-auto">
            <Link href={runsHref({ statuses: ["failed"], mode: "live", range })} prefetch={false}>
              {text.allFailures}
            </Link>
          </Button>
        ) : null}
      </CardHeader>
      {failures.length === 0 ? (
        <p className="px-4 py-6 text-center text-sm text-muted">{text.noFailures}</p>
      ) : (
        <ul className="divide-y">
          {failures.map(({ run_id, agent_name, error, created_at }) => (
            <li
              key={run_id}
              className="relative flex items-center gap-2.5 px-4 py-2 text-sm hover:bg-subtle/70"
            >
              <StatusIcon status="failed" />
              <div className="flex min-w-0 flex-1 gap-x-2.5 max-sm:flex-col">
                <RowLink href={`/runs/${run_id}`} className="truncate font-medium sm:max-w-56 sm:shrink-0">
                  {agent_name}
                </RowLink>
                <span className="min-w-0 truncate text-muted">{error}</span>
              </div>
              <RelativeTime at={created_at} className="relative z-10 shrink-0 text-xs text-muted" />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
