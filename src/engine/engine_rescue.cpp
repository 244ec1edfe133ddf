// What the engine does by itself: stay alive in the database, and take up runs that nobody
// executes.
#include <deque>

#include "core/log.hpp"
#include "engine/engine.hpp"

namespace elevaite::engine {

using ports::Scope;
using ports::Statement;

namespace {

constexpr std::string_view kDue =
    "SELECT tenant_id, id FROM runs WHERE status = 'waiting' AND wake_at <= $1"
    " ORDER BY wake_at LIMIT $2";

constexpr std::string_view kOrphans =
    "SELECT r.tenant_id, r.id FROM runs r LEFT JOIN processes p ON p.id = r.lease_owner"
    " WHERE r.status = 'running' AND (p.id IS NULL OR p.expires_at < $1) LIMIT $2";

// One with a time to wake waits for its job.
constexpr std::string_view kQueued =
    "SELECT q.tenant_id, q.id FROM runs q WHERE q.status = 'queued'"
    " AND (q.wake_at IS NULL OR q.wake_at <= $1) AND (q.is_background OR NOT EXISTS ("
    "  SELECT 1 FROM runs a WHERE a.tenant_id = q.tenant_id"
    "  AND a.conversation_id = q.conversation_id AND NOT a.is_background"
    "  AND (a.status IN ('running', 'waiting') OR (a.status = 'queued' AND a.id < q.id"
    "  AND a.wake_at IS NULL))))"
    " LIMIT $2";

// So many runs are read and claimed at a time, which lets their commits share a flush.
constexpr std::size_t kResumers = 16;

}  // namespace

struct Engine::Resumption {
  std::deque<std::pair<model::TenantId, model::RunId>> runs;
  std::size_t taken = 0;
};

Task<void> Engine::keep_lease() {
  while (true) {
    co_await sleep_for(lease_.renewal());
    auto done = co_await lease_.renew();
    if (done) done = co_await lease_.remove_dead();
    if (done) done = co_await notice_requests();
    if (!done) {
      log_warning("the process lease could not be renewed", {{"error", done.error().message}});
    }
  }
}

Task<void> Engine::rescue() {
  while (true) {
    auto taken = co_await rescue_once();
    if (!taken) {
      log_warning("looking for runs to take up failed", {{"error", taken.error().message}});
    }
    bool has_more = taken && *taken >= options_.max_resumed_at_once;
    co_await sleep_for(has_more ? Duration(1ms) : options_.rescue_interval);
  }
}

Task<Result<std::size_t>> Engine::rescue_once() {
  auto limit = static_cast<std::int64_t>(options_.max_resumed_at_once);
  std::int64_t now = to_micros(clock_.now());
  auto found = std::make_shared<Resumption>();
  for (auto& [id, tenant_id] : std::exchange(unresumed_, {}))
    found->runs.emplace_back(tenant_id, id);
  Statement due{kDue, {now, limit}};
  Statement orphans{kOrphans, {now, limit}};
  Statement queued{kQueued, {now, limit}};
  for (Statement* statement : {&due, &orphans, &queued}) {
    auto rows = co_await database_.query(Scope::system(), std::move(*statement));
    if (!rows) {
      for (auto& [tenant_id, id] : found->runs) unresumed_.insert_or_assign(id, tenant_id);
      co_return rows.error();
    }
    for (std::size_t i = 0; i < rows->size(); ++i) {
      found->runs.emplace_back(model::TenantId{rows->uuid(i, 0)}, model::RunId{rows->uuid(i, 1)});
    }
  }
  for (std::size_t i = 0; i < std::min(kResumers, found->runs.size()); ++i) {
    resumers_.spawn(work_off(found));
  }
  co_await resumers_.join();
  co_return found->taken;
}

Task<void> Engine::work_off(std::shared_ptr<Resumption> found) {
  while (!found->runs.empty() && executions_.size() < options_.max_active_runs) {
    auto [tenant_id, id] = found->runs.front();
    found->runs.pop_front();
    bool is_taken = co_await resume_logged(tenant_id, id);
    if (is_taken) ++found->taken;
  }
}

}  // namespace elevaite::engine
