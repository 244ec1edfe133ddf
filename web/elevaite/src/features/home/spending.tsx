import { formatNumber, formatTokens, formatUsd } from "@elevaite/shared/format";
import type { TimeRange } from "@elevaite/shared/routing";
import type { BarListItem } from "@elevaite/shared/ui/chart/bar-list";

import { runsHref } from "@/queries/run-filter";
import type { Stats } from "@/queries/stats";
import { homeText as text } from "@/text/home";

import { RankingCard } from "./ranking-card";

const kNanosPerDollar = 1e9;
const kShown = 8;

type Spent = { input_tokens: number; output_tokens: number; cost_usd: number };

const tokensOf = ({ input_tokens, output_tokens }: Spent) => input_tokens + output_tokens;

/** By what they cost; where nothing costs anything, by tokens. */
function shareOf(all: Spent[]): (one: Spent) => number {
  const hasCost = all.some(({ cost_usd }) => cost_usd > 0);
  return (one) => (hasCost ? one.cost_usd : tokensOf(one));
}

function figuresOf(one: Spent, count: string) {
  return (
    <>
      <span className="max-sm:hidden">{count} · </span>
      {text.tokensShort(formatTokens(tokensOf(one)))} ·{" "}
      <span className="text-text">{formatUsd(one.cost_usd * kNanosPerDollar)}</span>
    </>
  );
}

/** Who used the tokens, and what that cost. */
export function Spending({ stats, range }: { stats: Stats; range: TimeRange }) {
  const ofAgents = shareOf(stats.by_agent);
  const ofModels = shareOf(stats.by_model);
  const agents: BarListItem[] = stats.by_agent.slice(0, kShown).map((agent) => ({
    key: agent.agent_id,
    label: agent.name,
    href: runsHref({ agent: agent.agent_id, mode: "live", range }),
    share: ofAgents(agent),
    figures: figuresOf(agent, text.runsOf(formatNumber(agent.runs))),
  }));
  const models: BarListItem[] = stats.by_model.slice(0, kShown).map((model) => ({
    key: model.model,
    label: model.model,
    href: null,
    share: ofModels(model),
    figures: figuresOf(model, text.calls(formatNumber(model.calls))),
  }));
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <RankingCard title={text.byAgent} items={agents} nothing={text.nothingInRange} />
      <RankingCard title={text.byModel} items={models} nothing={text.noModels} />
    </div>
  );
}
