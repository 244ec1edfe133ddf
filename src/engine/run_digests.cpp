#include "engine/run_digests.hpp"

#include "core/log.hpp"
#include "engine/run_ids.hpp"
#include "engine/run_stats_sql.hpp"

namespace elevaite::engine {
namespace {

using ports::Scope;
using ports::Statement;

constexpr Duration kDay = std::chrono::hours(24);
// A clock that was set back may have left ids a little ahead of it: created_at decides.
constexpr Duration kClockSlack = 1s;

constexpr std::string_view kTenants = "SELECT id FROM tenants ORDER BY id";
constexpr std::string_view kSealed =
    "SELECT sealed_from, sealed_to FROM run_digests WHERE tenant_id = $1";
constexpr std::string_view kFirstRun =
    "SELECT created_at FROM runs WHERE tenant_id = $1 ORDER BY id LIMIT 1";
constexpr std::string_view kBegin =
    "INSERT INTO run_digests (tenant_id, sealed_from, sealed_to) VALUES ($1, $2, $2)"
    " ON CONFLICT (tenant_id) DO NOTHING";

constexpr std::string_view kAdvance =
    "UPDATE run_digests SET sealed_to = $3 WHERE tenant_id = $1 AND sealed_to = $2";
#define RUNS_OF_DAY \
  "tenant_id = $1 AND id >= $2 AND id < $3 AND created_at >= $4 AND created_at < $5"
// First, so that a run which ends meanwhile is counted once: as a late one.
constexpr std::string_view kSealLate =
    "INSERT INTO run_late (tenant_id, run_id) SELECT tenant_id, id FROM runs WHERE " RUNS_OF_DAY
    " AND finished_at IS NULL";
#define NOT_LATE \
  " AND NOT EXISTS (SELECT 1 FROM run_late l WHERE l.tenant_id = r.tenant_id AND l.run_id = r.id)"
constexpr std::string_view kSealSlots =
    "INSERT INTO run_slots (tenant_id, slot_at, agent_id, is_test, status, runs, input_tokens,"
    " output_tokens, cost_usd_nanos) SELECT tenant_id, created_at - created_at % 1800000000,"
    " agent_id, is_test, status, COUNT(*), SUM(input_tokens), SUM(output_tokens),"
    " SUM(cost_usd_nanos) FROM runs r WHERE " RUNS_OF_DAY NOT_LATE
    " GROUP BY tenant_id, created_at - created_at % 1800000000, agent_id, is_test, status";
constexpr std::string_view kSealDurations =
    "INSERT INTO run_day_durations (tenant_id, slot_at, agent_id, is_test, duration, runs)"
    " SELECT tenant_id, $4, agent_id, is_test, rounded, COUNT(*) FROM"
    " (SELECT tenant_id, agent_id, is_test, " ROUNDED_DURATION
    " AS rounded FROM"
    " (SELECT tenant_id, agent_id, is_test, finished_at - started_at AS duration FROM runs r"
    " WHERE " RUNS_OF_DAY NOT_LATE
    ") ended WHERE duration IS NOT NULL) counted"
    " GROUP BY tenant_id, agent_id, is_test, rounded";
constexpr std::string_view kSealModels =
    "INSERT INTO run_day_models (tenant_id, slot_at, agent_id, is_test, model, calls, input_tokens,"
    " output_tokens, cost_usd_nanos) SELECT u.tenant_id, $4, r.agent_id, r.is_test, u.model,"
    " SUM(u.calls), SUM(u.input_tokens), SUM(u.output_tokens), SUM(u.cost_usd_nanos)"
    " FROM run_usage u CROSS JOIN runs r WHERE u.tenant_id = $1 AND u.run_id >= $2"
    " AND u.run_id < $3 AND r.tenant_id = u.tenant_id AND r.id = u.run_id AND r.created_at >= $4"
    " AND r.created_at < $5" NOT_LATE " GROUP BY u.tenant_id, r.agent_id, r.is_test, u.model";

constexpr std::string_view kForgetSlots =
    "DELETE FROM run_slots WHERE tenant_id = $1 AND slot_at < $2";
constexpr std::string_view kForgetDurations =
    "DELETE FROM run_day_durations WHERE tenant_id = $1 AND slot_at < $2";
constexpr std::string_view kForgetModels =
    "DELETE FROM run_day_models WHERE tenant_id = $1 AND slot_at < $2";
constexpr std::string_view kForgetLate =
    "DELETE FROM run_late WHERE tenant_id = $1 AND run_id < $2";
constexpr std::string_view kRetreat =
    "UPDATE run_digests SET sealed_from = CASE WHEN sealed_from < $2 THEN $2 ELSE sealed_from END,"
    " sealed_to = CASE WHEN sealed_to < $2 THEN $2 ELSE sealed_to END WHERE tenant_id = $1";

Instant day_of(Instant at) { return at - (at.time_since_epoch() % kDay); }

}  // namespace

Task<void> RunDigests::stop() {
  services_.cancel();
  co_await services_.join();
}

Task<void> RunDigests::keep_sweeping() {
  while (true) {
    auto done = co_await sweep();
    if (!done) log_warning("runs could not be added up", {{"error", done.error().message}});
    co_await sleep_for(options_.interval);
  }
}

Task<Result<std::size_t>> RunDigests::sweep() {
  Statement select{kTenants, {}};
  CO_TRY(auto tenants, co_await database_.query(Scope::system(), std::move(select)));
  std::size_t days = 0;
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    model::TenantId tenant_id{tenants.uuid(i, 0)};
    CO_TRY(std::size_t count, co_await sweep_tenant(tenant_id));
    days += count;
  }
  co_return days;
}

Task<Result<std::size_t>> RunDigests::sweep_tenant(model::TenantId tenant_id) {
  CO_TRY(auto day, co_await next_day(tenant_id));
  std::size_t days = 0;
  while (day && days < options_.max_days && *day + kDay + options_.margin <= clock_.now()) {
    auto sealed = co_await seal(tenant_id, *day);
    if (!sealed) {
      // Another process has done so, or runs were deleted meanwhile.
      if (sealed.error().code == ErrorCode::conflict) break;
      co_return sealed.error();
    }
    *day += kDay;
    ++days;
  }
  co_return days;
}

Task<Result<std::optional<SealedDays>>> RunDigests::sealed(ports::Database& database,
                                                           model::TenantId tenant_id) {
  Statement select{kSealed, {tenant_id.uuid}};
  CO_TRY(auto rows, co_await database.query(Scope::tenant(tenant_id), std::move(select)));
  if (rows.empty()) co_return std::optional<SealedDays>();
  co_return std::optional<SealedDays>(
      SealedDays{from_micros(rows.integer(0, 0)), from_micros(rows.integer(0, 1))});
}

Task<Result<std::optional<Instant>>> RunDigests::next_day(model::TenantId tenant_id) {
  CO_TRY(auto days, co_await sealed(database_, tenant_id));
  if (days) co_return std::optional<Instant>(days->to);
  Statement select{kFirstRun, {tenant_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(select)));
  if (rows.empty()) co_return std::optional<Instant>();
  Instant first = day_of(from_micros(rows.integer(0, 0)) - kClockSlack);
  Statement begin{kBegin, {tenant_id.uuid, to_micros(first)}};
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(begin)));
  co_return std::optional<Instant>(first);
}

Task<Result<void>> RunDigests::seal(model::TenantId tenant_id, Instant day) {
  Instant end = day + kDay;
  std::vector<Statement> statements;
  statements.push_back({kAdvance, {tenant_id.uuid, to_micros(day), to_micros(end)}, true});
  for (auto sql : {kSealLate, kSealSlots, kSealDurations, kSealModels}) {
    statements.push_back({sql,
                          {tenant_id.uuid, first_run_id_at(day - kClockSlack),
                           first_run_id_at(end + kClockSlack), to_micros(day), to_micros(end)}});
  }
  CO_CHECK(co_await database_.batch(Scope::tenant(tenant_id), std::move(statements)));
  co_return Result<void>();
}

std::vector<Statement> RunDigests::forget_until(model::TenantId tenant_id, Uuid last) {
  Instant day = day_of(run_created_at(last) + kClockSlack) + kDay;
  std::vector<Statement> statements;
  for (auto sql : {kForgetSlots, kForgetDurations, kForgetModels, kRetreat}) {
    statements.push_back({sql, {tenant_id.uuid, to_micros(day)}});
  }
  statements.push_back({kForgetLate, {tenant_id.uuid, first_run_id_at(day)}});
  return statements;
}

}  // namespace elevaite::engine
