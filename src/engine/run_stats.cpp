#include "engine/run_stats.hpp"

#include "engine/run_ids.hpp"
#include "engine/run_stats_sql.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

BOTH_TEXTS(Series,
           "SELECT slot, status, COUNT(*), SUM(input_tokens), SUM(output_tokens),"
           " SUM(cost_usd_nanos) FROM ",
           " GROUP BY slot, status");

BOTH_TEXTS(Durations, "SELECT " ROUNDED_DURATION " AS rounded, COUNT(*) FROM ",
           " WHERE duration IS NOT NULL GROUP BY rounded ORDER BY rounded");

constexpr std::string_view kBoundOfTenant =
    "SELECT id FROM runs WHERE tenant_id = $1 AND ($2 = $2) AND id >= $3 AND id < $4"
    " ORDER BY id DESC LIMIT 1 OFFSET $5";
constexpr std::string_view kBoundOfAgent =
    "SELECT id FROM runs WHERE tenant_id = $1 AND agent_id = $2 AND id >= $3 AND id < $4"
    " ORDER BY id DESC LIMIT 1 OFFSET $5";

// By the index of active runs: with the plain column SQLite would walk through all of the tenant's.
constexpr std::string_view kActive =
    "SELECT status, COUNT(*) FROM runs WHERE status IN ('queued', 'running', 'waiting')"
    " AND COALESCE(tenant_id, id) = $1 AND (CAST($2 AS boolean) OR agent_id = $3)"
    " AND (CAST($4 AS boolean) OR NOT is_test) GROUP BY status";

constexpr std::string_view kProcesses =
    "SELECT id, started_at, expires_at FROM processes WHERE expires_at >= $1"
    " ORDER BY started_at LIMIT $2";

Instant created_at(const Uuid& id) {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms << 8 | id.bytes[i];
  return Instant{std::chrono::milliseconds(ms)};
}

// A clock that was set back may have left ids a little ahead of it: created_at decides.
constexpr Duration kClockSlack = 1s;

std::size_t index_of(const Rows& rows, std::size_t row, std::size_t column) {
  auto status = model::run_status_from(rows.text(row, column));
  return static_cast<std::size_t>(status.value_or(model::RunStatus::failed));
}

}  // namespace

model::Usage read_usage(const Rows& rows, std::size_t row, std::size_t column) {
  model::Usage usage;
  usage.input_tokens = rows.integer(row, column);
  usage.output_tokens = rows.integer(row, column + 1);
  usage.cost_usd_nanos = rows.integer(row, column + 2);
  return usage;
}

Task<Result<StatsRange>> RunStats::range(model::TenantId tenant_id, StatsFilter filter) {
  StatsRange range{tenant_id, filter, first_run_id_at(filter.from - kClockSlack),
                   first_run_id_at(filter.to + kClockSlack), filter.from};
  Statement statement{filter.agent_id ? kBoundOfAgent : kBoundOfTenant,
                      {tenant_id.uuid, filter.agent_id ? filter.agent_id->uuid : tenant_id.uuid,
                       range.first, range.last, kMaxRunsCounted}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (!rows.empty()) {
    range.first = rows.uuid(0, 0);
    range.counted_from = std::max(filter.from, created_at(range.first));
  }
  co_return range;
}

Task<Result<Rows>> RunStats::query(StatsRange range, std::string_view of_tenant,
                                   std::string_view of_agent, std::optional<std::int64_t> limit) {
  const StatsFilter& filter = range.filter;
  std::vector<SqlValue> params{filter.offset.count(),
                               filter.bucket.count(),
                               range.tenant_id.uuid,
                               filter.agent_id ? filter.agent_id->uuid : range.tenant_id.uuid,
                               range.first,
                               range.last,
                               to_micros(filter.from),
                               to_micros(filter.to),
                               filter.includes_tests};
  if (limit) params.emplace_back(*limit);
  Statement statement{filter.agent_id ? of_agent : of_tenant, std::move(params)};
  co_return co_await database_.query(Scope::tenant(range.tenant_id), std::move(statement));
}

Task<Result<std::vector<StatsBucket>>> RunStats::series(StatsRange range) {
  CO_TRY(auto rows, co_await query(range, kSeriesOfTenant, kSeriesOfAgent, std::nullopt));
  const StatsFilter& filter = range.filter;
  auto slot_of = [&filter](Instant at) {
    return to_micros(at + filter.offset) / filter.bucket.count();
  };
  std::int64_t first = slot_of(filter.from);
  std::vector<StatsBucket> buckets;
  for (auto slot = first; slot <= slot_of(filter.to - Duration(1)); ++slot) {
    StatsBucket bucket;
    bucket.start = from_micros(slot * filter.bucket.count()) - filter.offset;
    buckets.push_back(bucket);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto index = static_cast<std::size_t>(rows.integer(i, 0) - first);
    if (index >= buckets.size()) continue;
    buckets[index].counts[index_of(rows, i, 1)] += rows.integer(i, 2);
    buckets[index].usage += read_usage(rows, i, 3);
  }
  co_return buckets;
}

Task<Result<RunDurations>> RunStats::durations(StatsRange range) {
  CO_TRY(auto rows, co_await query(range, kDurationsOfTenant, kDurationsOfAgent, std::nullopt));
  RunDurations durations;
  for (std::size_t i = 0; i < rows.size(); ++i) durations.runs += rows.integer(i, 1);
  auto percentile = [&rows, total = durations.runs](std::int64_t percent) {
    std::int64_t up_to = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      up_to += rows.integer(i, 1);
      if (up_to * 100 >= total * percent)
        return Duration(std::max<std::int64_t>(0, rows.integer(i, 0)));
    }
    return Duration(0);
  };
  durations.p50 = percentile(50);
  durations.p95 = percentile(95);
  co_return durations;
}

Task<Result<CountByStatus>> RunStats::active(StatsRange range) {
  const StatsFilter& filter = range.filter;
  Statement statement{
      kActive,
      {range.tenant_id.uuid, !filter.agent_id.has_value(),
       filter.agent_id ? filter.agent_id->uuid : range.tenant_id.uuid, filter.includes_tests}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(range.tenant_id), std::move(statement)));
  CountByStatus counts{};
  for (std::size_t i = 0; i < rows.size(); ++i) counts[index_of(rows, i, 0)] = rows.integer(i, 1);
  co_return counts;
}

Task<Result<std::vector<LiveProcess>>> RunStats::processes(model::TenantId tenant_id, Instant now) {
  Statement statement{kProcesses, {to_micros(now), kMaxProcesses}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<LiveProcess> processes;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    processes.push_back({model::ProcessId{rows.uuid(i, 0)}, from_micros(rows.integer(i, 1)),
                         from_micros(rows.integer(i, 2))});
  }
  co_return processes;
}

}  // namespace elevaite::engine
