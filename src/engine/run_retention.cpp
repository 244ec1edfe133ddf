#include "engine/run_retention.hpp"

#include "core/log.hpp"
#include "engine/run_digests.hpp"
#include "engine/run_ids.hpp"

namespace elevaite::engine {
namespace {

using ports::Scope;
using ports::Statement;

constexpr std::string_view kTenantsWithRuns = "SELECT id FROM tenants ORDER BY id";

// By the primary key: a run that ended before an instant was created before it.
constexpr std::string_view kOld =
    "SELECT id FROM runs WHERE tenant_id = $1 AND id < $2 AND finished_at < $3"
    " ORDER BY id LIMIT $4";

#define OLD_RUNS "(SELECT id FROM runs WHERE tenant_id = $1 AND id <= $2 AND finished_at < $3)"
constexpr std::string_view kForgetEvents =
    "DELETE FROM run_events WHERE tenant_id = $1 AND run_id IN " OLD_RUNS;
constexpr std::string_view kForgetSignals =
    "DELETE FROM run_signals WHERE tenant_id = $1 AND run_id IN " OLD_RUNS;
constexpr std::string_view kForgetUsage =
    "DELETE FROM run_usage WHERE tenant_id = $1 AND run_id IN " OLD_RUNS;
constexpr std::string_view kForgetRuns =
    "DELETE FROM runs WHERE tenant_id = $1 AND id <= $2 AND finished_at < $3";

}  // namespace

RunRetention::RunRetention(Executor executor, ports::Database& database, const Clock& clock,
                           RetentionOptions options)
    : database_(database), clock_(clock), options_(options), services_(executor) {}

void RunRetention::start() {
  if (options_.keep > Duration::zero()) services_.spawn(keep_sweeping());
}

Task<void> RunRetention::stop() {
  services_.cancel();
  co_await services_.join();
}

Task<void> RunRetention::keep_sweeping() {
  while (true) {
    auto removed = co_await sweep();
    if (!removed) {
      log_warning("old runs could not be removed", {{"error", removed.error().message}});
    } else if (*removed > 0) {
      log_info("removed old runs", {{"runs", *removed}});
    }
    co_await sleep_for(options_.interval);
  }
}

Task<Result<std::size_t>> RunRetention::sweep() {
  if (options_.keep <= Duration::zero()) co_return std::size_t{0};
  Instant ended_before = clock_.now() - options_.keep;
  Statement select{kTenantsWithRuns, {}};
  CO_TRY(auto tenants, co_await database_.query(Scope::system(), std::move(select)));
  std::size_t removed = 0;
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    model::TenantId tenant_id{tenants.uuid(i, 0)};
    CO_TRY(std::size_t count, co_await sweep_tenant(tenant_id, ended_before));
    removed += count;
  }
  co_return removed;
}

Task<Result<std::size_t>> RunRetention::sweep_tenant(model::TenantId tenant_id,
                                                     Instant ended_before) {
  std::size_t removed = 0;
  while (removed < options_.max_runs) {
    Statement select{kOld,
                     {tenant_id.uuid, first_run_id_at(ended_before), to_micros(ended_before),
                      static_cast<std::int64_t>(options_.batch)}};
    CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(select)));
    if (rows.empty()) break;
    Uuid last = rows.uuid(rows.size() - 1, 0);
    std::vector<Statement> statements;
    for (auto sql : {kForgetEvents, kForgetSignals, kForgetUsage, kForgetRuns}) {
      statements.push_back({sql, {tenant_id.uuid, last, to_micros(ended_before)}});
    }
    for (auto& statement : RunDigests::forget_until(tenant_id, last)) {
      statements.push_back(std::move(statement));
    }
    CO_CHECK(co_await database_.batch(Scope::tenant(tenant_id), std::move(statements)));
    removed += rows.size();
    if (rows.size() < options_.batch) break;
  }
  co_return removed;
}

}  // namespace elevaite::engine
