#include "engine/run_stats.hpp"

#include "engine/run_ids.hpp"
#include "engine/run_stats_sql.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

#define SERIES(whose, sealed) \
  "SELECT slot, status, SUM(n), SUM(i), SUM(o), SUM(c) FROM (SELECT slot, status, COUNT(*) AS n," \
  " SUM(input_tokens) AS i, SUM(output_tokens) AS o, SUM(cost_usd_nanos) AS c FROM "           \
  LOOSE_RUNS_OF(whose) " GROUP BY slot, status"                                                \
  " UNION ALL SELECT (s.slot_at + $1) / $2, s.status, SUM(s.runs), SUM(s.input_tokens),"       \
  " SUM(s.output_tokens), SUM(s.cost_usd_nanos) FROM run_slots" SEALED(sealed)                 \
  " GROUP BY (s.slot_at + $1) / $2, s.status) counted GROUP BY slot, status"
BOTH_TEXTS(Series, SERIES);

#define DURATIONS(whose, sealed) \
  "SELECT rounded, SUM(n) FROM (SELECT " ROUNDED_DURATION " AS rounded, COUNT(*) AS n FROM "   \
  LOOSE_RUNS_OF(whose) " WHERE duration IS NOT NULL GROUP BY rounded"                          \
  " UNION ALL SELECT s.duration, SUM(s.runs) FROM run_day_durations" SEALED(sealed)            \
  " GROUP BY s.duration) counted GROUP BY rounded ORDER BY rounded"
BOTH_TEXTS(Durations, DURATIONS);

constexpr std::string_view kBoundOfTenant =
    "SELECT id FROM runs WHERE tenant_id = $1 AND ($2 = $2) AND id >= $3 AND id < $4"
    " ORDER BY id DESC LIMIT 1 OFFSET $5";
constexpr std::string_view kBoundOfAgent =
    "SELECT id FROM runs WHERE tenant_id = $1 AND agent_id = $2 AND id >= $3 AND id < $4"
    " ORDER BY id DESC LIMIT 1 OFFSET $5";

// By the index of active runs, in whose words: with the plain column SQLite would walk through all
// of the tenant's.
constexpr std::string_view kActive =
    "SELECT status, COUNT(*) FROM runs"
    " WHERE (status = 'queued' OR status = 'running' OR status = 'waiting')"
    " AND COALESCE(tenant_id, id) = $1 AND (CAST($2 AS boolean) OR agent_id = $3)"
    " AND (CAST($4 AS boolean) OR NOT is_test) GROUP BY status";

constexpr std::string_view kProcesses =
    "SELECT id, started_at, expires_at FROM processes WHERE expires_at >= $1"
    " ORDER BY started_at LIMIT $2";

// A clock that was set back may have left ids a little ahead of it: created_at decides.
constexpr Duration kStatsSlack = 1s;
constexpr Duration kStatsDay = std::chrono::hours(24);
constexpr Duration kSlot = 30min;  // of a digest

// The sealed days that lie within the range as a whole; none where buckets cut slots in two.
SealedDays days_within(const std::optional<SealedDays>& sealed, const StatsFilter& filter) {
  SealedDays none{filter.from, filter.from};
  if (!sealed || filter.offset % kSlot != Duration(0) || filter.bucket % kSlot != Duration(0))
    return none;
  auto begins = [](Instant at) { return at - at.time_since_epoch() % kStatsDay; };
  SealedDays days{begins(std::max(filter.from, sealed->from) + kStatsDay - Duration(1)),
                  begins(std::min(filter.to, sealed->to))};
  return days.from < days.to ? days : none;
}

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

// Where the newest kMaxRunsCounted runs between two ids begin, if there are more.
Task<Result<std::optional<Uuid>>> RunStats::bound(StatsRange range, Uuid first, Uuid last) {
  const StatsFilter& filter = range.filter;
  Statement statement{
      filter.agent_id ? kBoundOfAgent : kBoundOfTenant,
      {range.tenant_id.uuid, filter.agent_id ? filter.agent_id->uuid : range.tenant_id.uuid, first,
       last, kMaxRunsCounted}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(range.tenant_id), std::move(statement)));
  if (rows.empty()) co_return std::optional<Uuid>();
  co_return std::optional<Uuid>(rows.uuid(0, 0));
}

Task<Result<StatsRange>> RunStats::range(model::TenantId tenant_id, StatsFilter filter) {
  StatsRange range{tenant_id,
                   filter,
                   first_run_id_at(filter.from - kStatsSlack),
                   first_run_id_at(filter.to + kStatsSlack),
                   filter.from,
                   {}};
  CO_TRY(auto sealed, co_await RunDigests::sealed(database_, tenant_id));
  range.days = days_within(sealed, filter);
  // Only what no digest has added up must be looked at run by run.
  Uuid after = std::max(range.first, first_run_id_at(range.days.to - kStatsSlack));
  CO_TRY(auto first, co_await bound(range, after, range.last));
  if (first) {
    range.first = *first;
    range.counted_from = std::max(filter.from, run_created_at(range.first));
    range.days = {filter.from, filter.from};
    co_return range;
  }
  if (range.days.from == range.days.to) co_return range;
  Uuid until = first_run_id_at(range.days.from + kStatsSlack);
  CO_TRY(first, co_await bound(range, range.first, until));
  if (first) {
    range.first = *first;
    range.counted_from = std::max(filter.from, run_created_at(range.first));
  }
  co_return range;
}

std::vector<SqlValue> RunStats::params_of(const StatsRange& range) {
  const StatsFilter& filter = range.filter;
  return {filter.offset.count(),
          filter.bucket.count(),
          range.tenant_id.uuid,
          filter.agent_id ? filter.agent_id->uuid : range.tenant_id.uuid,
          range.first,
          range.last,
          to_micros(filter.from),
          to_micros(filter.to),
          filter.includes_tests};
}

Task<Result<Rows>> RunStats::query(StatsRange range, std::string_view of_tenant,
                                   std::string_view of_agent, std::optional<std::int64_t> limit) {
  auto params = params_of(range);
  params.emplace_back(first_run_id_at(range.days.from + kStatsSlack));
  params.emplace_back(to_micros(range.days.from));
  params.emplace_back(std::max(range.first, first_run_id_at(range.days.to - kStatsSlack)));
  params.emplace_back(to_micros(range.days.to));
  if (limit) params.emplace_back(*limit);
  Statement statement{range.filter.agent_id ? of_agent : of_tenant, std::move(params)};
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
