// The agents, models and failures that stand out in a range of runs.
#include "engine/run_stats.hpp"
#include "engine/run_stats_sql.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::Scope;
using ports::Statement;

#define AGENTS(whose, sealed) \
  "SELECT r.agent_id, COALESCE(a.name, ''), COALESCE(a.slug, ''), r.runs, r.succeeded,"        \
  " r.failed, r.input_tokens, r.output_tokens, r.cost FROM"                                    \
  " (SELECT c.*, ROW_NUMBER() OVER (ORDER BY failed DESC, runs, agent_id) AS by_failed,"       \
  " ROW_NUMBER() OVER (ORDER BY cost DESC, input_tokens + output_tokens DESC, runs DESC,"      \
  " agent_id) AS by_use FROM"                                                                  \
  " (SELECT agent_id, SUM(n) AS runs,"                                                         \
  " SUM(CASE WHEN status = 'succeeded' THEN n ELSE 0 END) AS succeeded,"                       \
  " SUM(CASE WHEN status = 'failed' THEN n ELSE 0 END) AS failed,"                             \
  " SUM(input_tokens) AS input_tokens, SUM(output_tokens) AS output_tokens,"                   \
  " SUM(cost_usd_nanos) AS cost FROM"                                                          \
  " (SELECT agent_id, status, COUNT(*) AS n, SUM(input_tokens) AS input_tokens,"               \
  " SUM(output_tokens) AS output_tokens, SUM(cost_usd_nanos) AS cost_usd_nanos FROM "          \
  LOOSE_RUNS_OF(whose) " GROUP BY agent_id, status"                                            \
  " UNION ALL SELECT s.agent_id, s.status, SUM(s.runs), SUM(s.input_tokens),"                  \
  " SUM(s.output_tokens), SUM(s.cost_usd_nanos) FROM run_slots" SEALED(sealed)                 \
  " GROUP BY s.agent_id, s.status) counted GROUP BY agent_id) c) r"                            \
  " LEFT JOIN agents a ON a.tenant_id = $3 AND a.id = r.agent_id"                              \
  " WHERE by_failed <= $14 OR by_use <= $14"
BOTH_TEXTS(Agents, AGENTS);

#define SLOWEST(whose, sealed) \
  "SELECT p.agent_id, COALESCE(a.name, ''), COALESCE(a.slug, ''), p.runs, p.p95 FROM"          \
  " (SELECT agent_id, MIN(rounded) AS p95, MAX(total) AS runs FROM"                            \
  " (SELECT agent_id, rounded, SUM(n) OVER (PARTITION BY agent_id ORDER BY rounded) AS"        \
  " up_to, SUM(n) OVER (PARTITION BY agent_id) AS total FROM"                                  \
  " (SELECT agent_id, rounded, SUM(n) AS n FROM"                                               \
  " (SELECT agent_id, " ROUNDED_DURATION " AS rounded, COUNT(*) AS n FROM "                    \
  LOOSE_RUNS_OF(whose) " WHERE duration IS NOT NULL GROUP BY agent_id, rounded"                \
  " UNION ALL SELECT s.agent_id, s.duration, SUM(s.runs) FROM run_day_durations" SEALED(sealed) \
  " GROUP BY s.agent_id, s.duration) counted GROUP BY agent_id, rounded) h) s"                 \
  " WHERE up_to * 100 >= total * 95 GROUP BY agent_id"                                         \
  " ORDER BY p95 DESC, agent_id LIMIT $14) p"                                                  \
  " LEFT JOIN agents a ON a.tenant_id = $3 AND a.id = p.agent_id"                              \
  " ORDER BY p.p95 DESC, p.agent_id"
BOTH_TEXTS(Slowest, SLOWEST);

// By the index of failed runs: the newest are found at once, however few there are.
constexpr std::string_view kFailures =
    "SELECT f.id, f.agent_id, COALESCE(a.name, ''), COALESCE(f.error, '{}'), f.created_at"
    " FROM (SELECT r.id, r.agent_id, r.error, r.created_at FROM runs r"
    " WHERE r.status = 'failed' AND r.tenant_id = $1 AND ($2 OR r.agent_id = $3)"
    " AND r.id >= $4 AND r.id < $5 AND r.created_at >= $6 AND r.created_at < $7"
    " AND ($8 OR NOT r.is_test) ORDER BY r.id DESC LIMIT $9) f"
    " LEFT JOIN agents a ON a.tenant_id = $1 AND a.id = f.agent_id ORDER BY f.id DESC";

// From the usage to the run (SQLite keeps the order of a CROSS JOIN): most runs have none.
#define USAGE_OF(of, whose, ids, times)                                                 \
  "SELECT u.model, u.calls, u.input_tokens, u.output_tokens, u.cost_usd_nanos FROM " of \
  "run_usage u CROSS JOIN runs r WHERE u.tenant_id = $3 AND " ids                       \
  " AND r.tenant_id = u.tenant_id AND r.id = u.run_id AND " whose " AND " times UNLESS_TEST
#define MODELS(whose, sealed) \
  "SELECT model, SUM(calls), SUM(input_tokens) AS input, SUM(output_tokens) AS output,"        \
  " SUM(cost_usd_nanos) AS cost FROM ("                                                        \
  USAGE_OF("", whose, "u.run_id >= $5 AND u.run_id < $10",                                     \
           "r.created_at >= $7 AND r.created_at < $11")                                        \
  " UNION ALL "                                                                                \
  USAGE_OF("", whose, "u.run_id >= $12 AND u.run_id < $6",                                     \
           "r.created_at >= $13 AND r.created_at < $8")                                        \
  " UNION ALL "                                                                                \
  USAGE_OF("run_late l CROSS JOIN ", whose, "l.tenant_id = $3 AND u.run_id = l.run_id",        \
           "r.created_at >= $11 AND r.created_at < $13")                                       \
  " UNION ALL SELECT s.model, s.calls, s.input_tokens, s.output_tokens, s.cost_usd_nanos"      \
  " FROM run_day_models" SEALED(sealed) " AND $1 = $1 AND $2 = $2"                                                        \
  ") counted GROUP BY model ORDER BY cost DESC, output DESC, model LIMIT $14"
BOTH_TEXTS(Models, MODELS);

RankedAgent agent_from(const Rows& rows, std::size_t row) {
  RankedAgent agent;
  agent.id = {rows.uuid(row, 0)};
  agent.name = rows.text(row, 1);
  agent.slug = rows.text(row, 2);
  agent.runs = rows.integer(row, 3);
  return agent;
}

std::string error_sentence(const std::string& text) {
  auto parsed = parse_json(text);
  return parsed ? model::error_from_json(*parsed).message : std::string();
}

}  // namespace

Task<Result<std::vector<RankedAgent>>> RunStats::agents(StatsRange range) {
  CO_TRY(auto rows, co_await query(range, kAgentsOfTenant, kAgentsOfAgent, kMaxRankedAgents));
  std::vector<RankedAgent> agents;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto agent = agent_from(rows, i);
    agent.succeeded = rows.integer(i, 4);
    agent.failed = rows.integer(i, 5);
    agent.usage = read_usage(rows, i, 6);
    agents.push_back(std::move(agent));
  }
  co_return agents;
}

Task<Result<std::vector<RankedAgent>>> RunStats::slowest_agents(StatsRange range) {
  CO_TRY(auto rows, co_await query(range, kSlowestOfTenant, kSlowestOfAgent, kMaxRankedAgents));
  std::vector<RankedAgent> agents;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto agent = agent_from(rows, i);
    agent.p95 = Duration(std::max<std::int64_t>(0, rows.integer(i, 4)));
    agents.push_back(std::move(agent));
  }
  co_return agents;
}

Task<Result<std::vector<RankedModel>>> RunStats::models(StatsRange range) {
  CO_TRY(auto rows, co_await query(range, kModelsOfTenant, kModelsOfAgent, kMaxRankedModels));
  std::vector<RankedModel> models;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    models.push_back({rows.text(i, 0), rows.integer(i, 1), read_usage(rows, i, 2)});
  }
  co_return models;
}

Task<Result<std::vector<FailedRun>>> RunStats::failures(StatsRange range) {
  const StatsFilter& filter = range.filter;
  Statement statement{
      kFailures,
      {range.tenant_id.uuid, !filter.agent_id.has_value(),
       filter.agent_id ? filter.agent_id->uuid : range.tenant_id.uuid, range.first, range.last,
       to_micros(filter.from), to_micros(filter.to), filter.includes_tests, kRecentFailures}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(range.tenant_id), std::move(statement)));
  std::vector<FailedRun> runs;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    runs.push_back({model::RunId{rows.uuid(i, 0)}, model::AgentId{rows.uuid(i, 1)}, rows.text(i, 2),
                    error_sentence(rows.text(i, 3)), from_micros(rows.integer(i, 4))});
  }
  co_return runs;
}

}  // namespace elevaite::engine
