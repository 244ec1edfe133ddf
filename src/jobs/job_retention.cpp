#include "jobs/job_retention.hpp"

#include "core/log.hpp"
#include "core/uuid_at.hpp"

namespace elevaite::jobs {
namespace {

using ports::Scope;
using ports::Statement;

// By the primary key: a job that ended before an instant was made before it.
constexpr std::string_view kTenants = "SELECT id FROM tenants ORDER BY id";
constexpr std::string_view kOld =
    "SELECT id FROM jobs WHERE tenant_id = $1 AND id < $2 AND finished_at < $3"
    " ORDER BY id LIMIT $4";
constexpr std::string_view kForgetLetters =
    "DELETE FROM queue_messages WHERE tenant_id = $1 AND queue IN ('quick', 'long')"
    " AND dead_at IS NOT NULL AND id IN"
    " (SELECT id FROM jobs WHERE tenant_id = $1 AND id <= $2 AND finished_at < $3)";
constexpr std::string_view kForgetJobs =
    "DELETE FROM jobs WHERE tenant_id = $1 AND id <= $2 AND finished_at < $3";

}  // namespace

void JobRetention::start() {
  if (options_.keep > Duration::zero()) services_.spawn(keep_sweeping());
}

Task<void> JobRetention::stop() {
  services_.cancel();
  co_await services_.join();
}

Task<void> JobRetention::keep_sweeping() {
  while (true) {
    auto removed = co_await sweep();
    if (!removed) {
      log_warning("old jobs could not be removed", {{"error", removed.error().message}});
    } else if (*removed > 0) {
      log_info("removed old jobs", {{"jobs", *removed}});
    }
    co_await sleep_for(options_.interval);
  }
}

Task<Result<std::size_t>> JobRetention::sweep() {
  if (options_.keep <= Duration::zero()) co_return std::size_t{0};
  const Instant before = clock_.now() - options_.keep;
  Statement select{kTenants, {}};
  CO_TRY(auto tenants, co_await database_.query(Scope::system(), std::move(select)));
  std::size_t removed = 0;
  std::size_t batches = 0;
  for (std::size_t i = 0; i < tenants.size() && batches < options_.most_batches;) {
    const model::TenantId tenant_id{tenants.uuid(i, 0)};
    Statement old{kOld, {tenant_id.uuid, first_uuid_at(before), to_micros(before), options_.batch}};
    CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(old)));
    ++batches;
    // A full batch: the tenant may have more.
    if (static_cast<std::int64_t>(rows.size()) < options_.batch) ++i;
    if (rows.empty()) continue;
    const Uuid last = rows.uuid(rows.size() - 1, 0);
    std::vector<Statement> statements;
    for (auto sql : {kForgetLetters, kForgetJobs})
      statements.push_back({sql, {tenant_id.uuid, last, to_micros(before)}});
    CO_CHECK(co_await database_.batch(Scope::tenant(tenant_id), std::move(statements)));
    removed += rows.size();
  }
  co_return removed;
}

}  // namespace elevaite::jobs
