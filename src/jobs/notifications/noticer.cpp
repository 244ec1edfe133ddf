#include "jobs/notifications/noticer.hpp"

#include "core/log.hpp"
#include "jobs/notifications/notice_groups.hpp"
#include "jobs/notifications/notify_job.hpp"

namespace elevaite::jobs {

using ports::Scope;
using ports::Statement;

namespace {

constexpr std::size_t kJobsAtOnce = 100;
constexpr std::int64_t kNoticedAtOnce = 1000;
constexpr int kMaxSweeps = 100;  // in one round; the next goes on

constexpr std::string_view kListening =
    "SELECT DISTINCT tenant_id FROM webhook_endpoints WHERE is_enabled";

constexpr std::string_view kOldNotifications =
    "DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE created_at < $1"
    " ORDER BY created_at LIMIT $2)";
constexpr std::string_view kOldDeliveries =
    "DELETE FROM notification_deliveries WHERE id IN (SELECT id FROM notification_deliveries"
    " WHERE created_at < $1 AND status <> 'pending' ORDER BY created_at LIMIT $2)";
// A run waits for no longer than engine.run_deadline, which may be years: what was told of is
// kept as long as its run waits, lest it be told of again.
constexpr std::string_view kOldApprovals =
    "DELETE FROM approval_notices WHERE told_at < $1 AND NOT EXISTS (SELECT 1 FROM runs r"
    " WHERE r.tenant_id = approval_notices.tenant_id AND r.id = approval_notices.run_id"
    " AND r.finished_at IS NULL)";

}  // namespace

Noticer::Noticer(Executor executor, ports::Database& database, Announcer& announcer, JobStore& jobs,
                 DeliveryStore& deliveries, const Clock& clock, NoticerOptions options)
    : database_(database),
      announcer_(announcer),
      jobs_(jobs),
      deliveries_(deliveries),
      clock_(clock),
      options_(options),
      sources_(database, clock),
      telling_(executor),
      services_(executor) {}

void Noticer::start() {
  services_.spawn(keep_looking());
  services_.spawn(keep_sweeping());
}

Task<void> Noticer::stop() {
  services_.cancel();
  co_await services_.join();
  telling_.cancel();
  co_await telling_.join();
}

Task<void> Noticer::keep_looking() {
  while (true) {
    auto told = co_await look();
    if (!told) {
      log_warning("what has happened could not be told of", {{"error", told.error().message}});
      co_await sleep_for(1s);
    }
    // Also when there is more: what comes in a flood is then told of in fewer words.
    co_await sleep_for(options_.interval);
  }
}

Task<void> Noticer::tell(Notice notice, std::shared_ptr<std::size_t> told) {
  auto marks = notice.marks;
  const auto count = marks.size();
  auto is_told = co_await announcer_.tell(std::move(notice));
  if (is_told) {
    *told += *is_told ? count : 0;
    co_return;
  }
  log_warning("something could not be told of", {{"error", is_told.error().message}});
  if (is_retryable(is_told.error().code)) co_return;  // it is found again
  // What the database will not hold must not stand in the way of all that comes after it.
  [[maybe_unused]] auto marked = co_await database_.batch(Scope::system(), std::move(marks));
}

// Those of whom endpoints want to hear of everything by itself.
Task<Result<std::set<model::TenantId>>> Noticer::listening_tenants(std::size_t notices) {
  std::set<model::TenantId> tenants;
  if (notices <= kNotGathered) co_return tenants;
  Statement select{kListening, {}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(select)));
  for (std::size_t i = 0; i < rows.size(); ++i) tenants.insert(model::TenantId{rows.uuid(i, 0)});
  co_return tenants;
}

// All at once: the database makes one commit of them.
Task<Result<std::size_t>> Noticer::look() {
  CO_TRY(auto found, co_await sources_.find(options_.at_once));
  if (!found.marks.empty())
    CO_CHECK(co_await database_.batch(Scope::system(), std::move(found.marks)));
  CO_TRY(auto listening, co_await listening_tenants(found.notices.size()));
  auto notices = gather(std::move(found.notices), listening);
  auto told = std::make_shared<std::size_t>(0);
  for (Notice& notice : notices) telling_.spawn(tell(std::move(notice), told));
  co_await telling_.join();
  CO_CHECK(co_await give_jobs());
  co_return *told;
}

// The delivery is written before its job: who dies between leaves one without, and the key makes
// one job of two that are given.
Task<Result<void>> Noticer::give_jobs() {
  CO_TRY(auto found, co_await deliveries_.jobless(kJobsAtOnce));
  for (const auto& delivery : found) {
    NewJob fresh;
    fresh.tenant_id = delivery.tenant_id;
    fresh.kind = kNotifyJob;
    fresh.queue = model::kQuickQueue;
    fresh.payload = notify_job_payload(delivery.id);
    fresh.dedup_key = delivery.id.str() + "/" + std::to_string(delivery.sends);
    CO_TRY(auto created, co_await jobs_.create(std::move(fresh)));
    CO_CHECK(co_await deliveries_.set_job(delivery, created.job.id.uuid));
  }
  co_return Result<void>();
}

Task<void> Noticer::keep_sweeping() {
  while (true) {
    co_await sleep_for(options_.sweep_interval);
    auto swept = co_await sweep();
    if (!swept)
      log_warning("old notifications could not be removed", {{"error", swept.error().message}});
  }
}

Task<Result<void>> Noticer::sweep() {
  const auto now = clock_.now();
  struct Sweep {
    std::string_view sql;
    Instant before;
  };
  const std::array<Sweep, 2> sweeps = {
      {{kOldNotifications, now - options_.keep}, {kOldDeliveries, now - options_.keep_deliveries}}};
  for (const Sweep& one : sweeps) {
    for (int i = 0; i < kMaxSweeps; ++i) {
      Statement statement{one.sql, {to_micros(one.before), kNoticedAtOnce}};
      CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
      if (rows.affected() < kNoticedAtOnce) break;
    }
  }
  Statement approvals{kOldApprovals, {to_micros(now - options_.keep)}};
  CO_CHECK(co_await database_.query(Scope::system(), std::move(approvals)));
  co_return Result<void>();
}

}  // namespace elevaite::jobs
