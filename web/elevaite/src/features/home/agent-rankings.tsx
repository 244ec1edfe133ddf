import { formatDuration, formatNumber, formatPercent } from "@elevaite/shared/format";
import type { TimeRange } from "@elevaite/shared/routing";
import type { BarListItem } from "@elevaite/shared/ui/chart/bar-list";

import { runsHref } from "@/queries/run-filter";
import type { Stats } from "@/queries/stats";
import { homeText as text } from "@/text/home";

import { RankingCard } from "./ranking-card";

/** The agents that deserve a look. */
export function AgentRankings({ stats, range }: { stats: Stats; range: TimeRange }) {
  const failing: BarListItem[] = stats.failing_agents.map((agent) => ({
    key: agent.agent_id,
    label: agent.name,
    href: runsHref({ agent: agent.agent_id, statuses: ["failed"], mode: "live", range }),
    share: agent.failed,
    figures: text.failedOf(formatNumber(agent.failed), formatPercent(agent.failure_rate)),
  }));
  const slowest: BarListItem[] = stats.slowest_agents.map((agent) => ({
    key: agent.agent_id,
    label: agent.name,
    href: runsHref({ agent: agent.agent_id, mode: "live", range }),
    share: agent.p95_ms,
    figures: formatDuration(agent.p95_ms),
  }));
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <RankingCard title={text.failing} items={failing} nothing={text.noFailures} />
      <RankingCard title={text.slowest} items={slowest} nothing={text.noSlowest} />
    </div>
  );
}
