// The agents, models and failures that stand out in a range of runs.
#include "engine/run_stats.hpp"
#include "engine/run_stats_sql.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::Scope;
using ports::Statement;

BOTH_TEXTS(Agents,
           "SELECT r.agent_id, COALESCE(a.name, ''), COALESCE(a.slug, ''), r.runs, r.succeeded,"
           " r.failed, r.input_tokens, r.output_tokens, r.cost FROM"
           " (SELECT c.*, ROW_NUMBER() OVER (ORDER BY failed DESC, runs, agent_id) AS by_failed,"
           " ROW_NUMBER() OVER (ORDER BY cost DESC, input_tokens + output_tokens DESC, runs DESC,"
           " agent_id) AS by_use FROM"
           " (SELECT agent_id, COUNT(*) AS runs,"
           " SUM(CASE WHEN status = 'succeeded' THEN 1 ELSE 0 END) AS succeeded,"
           " SUM(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) AS failed,"
           " SUM(input_tokens) AS input_tokens, SUM(output_tokens) AS output_tokens,"
           " SUM(cost_usd_nanos) AS cost FROM ",
           " GROUP BY agent_id) c) r"
           " LEFT JOIN agents a ON a.tenant_id = $3 AND a.id = r.agent_id"
           " WHERE by_failed <= $10 OR by_use <= $10");

BOTH_TEXTS(Slowest,
           "SELECT p.agent_id, COALESCE(a.name, ''), COALESCE(a.slug, ''), p.runs, p.p95 FROM"
           " (SELECT agent_id, MIN(rounded) AS p95, MAX(total) AS runs FROM"
           " (SELECT agent_id, rounded, SUM(n) OVER (PARTITION BY agent_id ORDER BY rounded) AS"
           " up_to, SUM(n) OVER (PARTITION BY agent_id) AS total FROM"
           " (SELECT agent_id, " ROUNDED_DURATION " AS rounded, COUNT(*) AS n FROM ",
           " WHERE duration IS NOT NULL GROUP BY agent_id, rounded) h) s"
           " WHERE up_to * 100 >= total * 95 GROUP BY agent_id"
           " ORDER BY p95 DESC, agent_id LIMIT $10) p"
           " LEFT JOIN agents a ON a.tenant_id = $3 AND a.id = p.agent_id"
           " ORDER BY p.p95 DESC, p.agent_id");

BOTH_TEXTS(Failures,
           "SELECT f.id, f.agent_id, COALESCE(a.name, ''), COALESCE(f.error, '{}'), f.created_at"
           " FROM (SELECT id, agent_id, error, created_at FROM ",
           " WHERE status = 'failed' ORDER BY id DESC LIMIT $10) f"
           " LEFT JOIN agents a ON a.tenant_id = $3 AND a.id = f.agent_id ORDER BY f.id DESC");

// From the usage to the run (SQLite keeps the order of a CROSS JOIN): most runs have none.
#define MODELS_OF(condition)                                                                    \
  "SELECT u.model, SUM(u.calls), SUM(u.input_tokens) AS input, SUM(u.output_tokens) AS output," \
  " SUM(u.cost_usd_nanos) AS cost FROM run_usage u CROSS JOIN runs r"                           \
  " WHERE u.tenant_id = $1 AND u.run_id >= $2 AND u.run_id < $3"                                \
  " AND r.tenant_id = u.tenant_id AND r.id = u.run_id AND " condition                           \
  " AND r.created_at >= $5 AND r.created_at < $6 AND ($7 OR NOT r.is_test)"                     \
  " GROUP BY u.model ORDER BY cost DESC, output DESC, u.model LIMIT $8"
constexpr std::string_view kModelsOfTenant = MODELS_OF("($4 = $4)");
constexpr std::string_view kModelsOfAgent = MODELS_OF("r.agent_id = $4");

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
  const StatsFilter& filter = range.filter;
  Statement statement{
      filter.agent_id ? kModelsOfAgent : kModelsOfTenant,
      {range.tenant_id.uuid, range.first, range.last,
       filter.agent_id ? filter.agent_id->uuid : range.tenant_id.uuid, to_micros(filter.from),
       to_micros(filter.to), filter.includes_tests, kMaxRankedModels}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(range.tenant_id), std::move(statement)));
  std::vector<RankedModel> models;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    models.push_back({rows.text(i, 0), rows.integer(i, 1), read_usage(rows, i, 2)});
  }
  co_return models;
}

Task<Result<std::vector<FailedRun>>> RunStats::failures(StatsRange range) {
  CO_TRY(auto rows, co_await query(range, kFailuresOfTenant, kFailuresOfAgent, kRecentFailures));
  std::vector<FailedRun> runs;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    runs.push_back({model::RunId{rows.uuid(i, 0)}, model::AgentId{rows.uuid(i, 1)}, rows.text(i, 2),
                    error_sentence(rows.text(i, 3)), from_micros(rows.integer(i, 4))});
  }
  co_return runs;
}

}  // namespace elevaite::engine
