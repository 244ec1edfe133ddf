#include "jobs/job_claims.hpp"

#include <algorithm>

#include "jobs/job_rows.hpp"
#include "model/run.hpp"

namespace elevaite::jobs {

using model::Job;
using model::JobStatus;
using ports::Delivery;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

constexpr std::string_view kClaim =
    "UPDATE jobs SET status = 'running', attempt = attempt + 1, lease_epoch = lease_epoch + 1,"
    " lease_owner = $1, started_at = COALESCE(started_at, $2)"
    " WHERE tenant_id = $3 AND id = $4"
    " AND ((status IN ('queued', 'retrying') AND run_at <= $2)"
    "  OR (status = 'running' AND (lease_owner = $1 OR NOT EXISTS (SELECT 1 FROM processes p"
    "   WHERE p.id = jobs.lease_owner AND p.expires_at >= $2))))"
    " RETURNING " JOB_COLUMNS;

constexpr std::string_view kLook =
    "SELECT status, run_at FROM jobs WHERE tenant_id = $1 AND id = $2";

constexpr std::string_view kHeld =
    "SELECT id, lease_epoch, cancel_requested_at FROM jobs WHERE lease_owner = $1";

constexpr std::string_view kFinish =
    "UPDATE jobs SET status = $1, result = $2, error = $3, cause = $4, finished_at = $5,"
    " lease_owner = NULL"
    " WHERE tenant_id = $6 AND id = $7 AND status = 'running' AND lease_epoch = $8";

constexpr std::string_view kPutBack =
    "UPDATE jobs SET status = $1, attempt = $2, error = $3, run_at = $4, enqueued_at = $5,"
    " lease_owner = NULL"
    " WHERE tenant_id = $6 AND id = $7 AND status = 'running' AND lease_epoch = $8";

constexpr std::string_view kProgress =
    "UPDATE jobs SET progress = $1"
    " WHERE tenant_id = $2 AND id = $3 AND status = 'running' AND lease_epoch = $4";

constexpr std::string_view kOrphans =
    "SELECT " JOB_COLUMNS
    " FROM jobs WHERE finished_at IS NULL AND status = 'running' AND enqueued_at < $2 AND NOT "
    "EXISTS ("
    "  SELECT 1 FROM processes p WHERE p.id = jobs.lease_owner AND p.expires_at >= $1) LIMIT $3";

constexpr std::string_view kOverdue = "SELECT " JOB_COLUMNS
                                      " FROM jobs WHERE finished_at IS NULL AND status IN "
                                      "('queued', 'retrying') AND run_at < $1 AND enqueued_at < $1"
                                      " ORDER BY enqueued_at LIMIT $2";

constexpr std::string_view kSentAgain =
    "UPDATE jobs SET enqueued_at = $1 WHERE tenant_id = $2 AND id = $3 AND lease_epoch = $4";

constexpr std::string_view kSignIn =
    "INSERT INTO job_workers (id, slots, running, started_at, expires_at)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET slots = excluded.slots,"
    " running = excluded.running, expires_at = excluded.expires_at";
constexpr std::string_view kSignOut = "DELETE FROM job_workers WHERE id = $1 OR expires_at < $2";

constexpr std::int64_t kSweptAtOnce = 200;
// How soon a job that a live process has is looked at again.
constexpr Duration kLookAgain = 10s;
// Between two wake-ups for a job whose process died.
constexpr Duration kOrphanPause = 500ms;

SqlValue optional_json(const Json& value) {
  return value.is_null() ? SqlValue() : SqlValue(to_text(value));
}

SqlValue error_text(const std::optional<Error>& error) {
  return error ? SqlValue(to_text(model::to_json(*error))) : SqlValue();
}

// What failed jobs are grouped by: the finest stable word there is.
std::string cause_of(const Error& error) {
  return error.reason.empty() ? std::string(to_string(error.code)) : error.reason;
}

bool is_for(const Job& job, const JobReference& reference) {
  return job.id == reference.id && job.tenant_id == reference.tenant_id;
}

}  // namespace

Task<Result<std::vector<std::optional<Job>>>> JobClaims::claim(
    std::vector<JobReference> references) {
  const std::int64_t now = to_micros(clock_.now());
  // In one order everywhere, so that two workers with the same jobs do not wait for each other.
  auto ordered = references;
  std::ranges::sort(ordered, {}, [](const JobReference& reference) { return reference.id; });
  std::vector<Statement> statements;
  for (const JobReference& reference : ordered) {
    statements.push_back({kClaim, {owner_.uuid, now, reference.tenant_id.uuid, reference.id.uuid}});
  }
  std::vector<std::optional<Job>> claimed(references.size());
  if (statements.empty()) co_return claimed;
  CO_TRY(auto answers, co_await database_.batch(Scope::system(), std::move(statements)));
  for (const auto& rows : answers) {
    if (rows.empty()) continue;
    Job job = job_from_row(rows, 0);
    auto found = std::ranges::find_if(
        references, [&job](const JobReference& reference) { return is_for(job, reference); });
    claimed[static_cast<std::size_t>(found - references.begin())] = std::move(job);
  }
  co_return claimed;
}

Task<Result<std::vector<HeldJob>>> JobClaims::held() {
  Statement statement{kHeld, {owner_.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  std::vector<HeldJob> held;
  for (std::size_t i = 0; i < rows.size(); ++i)
    held.push_back({model::JobId{rows.uuid(i, 0)}, rows.integer(i, 1), !rows.is_null(i, 2)});
  co_return held;
}

Task<Result<std::optional<Duration>>> JobClaims::next_look(JobReference reference) {
  Statement statement{kLook, {reference.tenant_id.uuid, reference.id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  std::optional<Duration> later;
  if (rows.empty()) co_return later;
  const auto status = model::job_status_from(rows.text(0, 0));
  if (!status || is_terminal(*status)) co_return later;
  later = *status == JobStatus::running
              ? kLookAgain
              : std::max(from_micros(rows.integer(0, 1)) - clock_.now(), Duration(0));
  co_return later;
}

Task<Result<void>> JobClaims::settle(Job job, Statement change, Delivery delivery) {
  auto& queue = wake_ups_.queue(job.queue);
  const bool is_dead = job.status == JobStatus::failed;
  std::string reason = is_dead && job.error ? job.error->message : std::string();
  std::vector<Statement> statements;
  statements.push_back(std::move(change));
  const bool is_sent_again = !is_terminal(job.status);
  if (is_sent_again) statements.push_back(wake_ups_.send(job));
  const auto* inside = queue.statements();
  if (inside != nullptr && !is_sent_again) {
    statements.push_back(is_dead ? inside->dead_letter(delivery.receipt, reason)
                                 : inside->complete(delivery.receipt));
  }
  CO_CHECK(co_await database_.batch(Scope::system(), std::move(statements)));
  if (is_sent_again) wake_ups_.sent(job.queue);
  if (inside != nullptr) co_return Result<void>();
  // The row has the truth; a message that stays behind is found out by its next receiver.
  if (is_dead) {
    [[maybe_unused]] auto buried = co_await queue.dead_letter(std::move(delivery), reason);
  } else {
    [[maybe_unused]] auto completed = co_await queue.complete(std::move(delivery.receipt));
  }
  co_return Result<void>();
}

Task<Result<void>> JobClaims::finish(Job job, Delivery delivery) {
  Statement change{
      kFinish,
      {std::string(to_string(job.status)), optional_json(job.result), error_text(job.error),
       job.error && job.status == JobStatus::failed ? SqlValue(cause_of(*job.error)) : SqlValue(),
       to_micros(clock_.now()), job.tenant_id.uuid, job.id.uuid, job.lease_epoch},
      true};
  co_return co_await settle(std::move(job), std::move(change), std::move(delivery));
}

Task<Result<void>> JobClaims::put_back(Job job, Delivery delivery) {
  Statement change{kPutBack,
                   {std::string(to_string(job.status)), job.attempt, error_text(job.error),
                    to_micros(job.run_at), to_micros(clock_.now()), job.tenant_id.uuid, job.id.uuid,
                    job.lease_epoch},
                   true};
  co_return co_await settle(std::move(job), std::move(change), std::move(delivery));
}

Task<Result<void>> JobClaims::set_progress(Job job, Json progress) {
  Statement statement{kProgress,
                      {to_text(progress), job.tenant_id.uuid, job.id.uuid, job.lease_epoch}};
  CO_CHECK(co_await database_.query(Scope::system(), std::move(statement)));
  co_return Result<void>();
}

Task<Result<std::size_t>> JobClaims::send_again(Statement find, bool unless_there) {
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(find)));
  std::vector<Statement> statements;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Job job = job_from_row(rows, i);
    job.run_at = clock_.now();
    statements.push_back(
        {kSentAgain, {to_micros(job.run_at), job.tenant_id.uuid, job.id.uuid, job.lease_epoch}});
    statements.push_back(unless_there ? wake_ups_.send_unless_there(job) : wake_ups_.send(job));
  }
  if (statements.empty()) co_return std::size_t{0};
  CO_CHECK(co_await database_.batch(Scope::system(), std::move(statements)));
  for (const auto& [name, queue] : wake_ups_.queues()) wake_ups_.sent(name);
  co_return rows.size();
}

Task<Result<std::size_t>> JobClaims::sweep(Duration lost_after) {
  const auto now = clock_.now();
  Statement orphans{kOrphans, {to_micros(now), to_micros(now - kOrphanPause), kSweptAtOnce}};
  CO_TRY(auto orphaned, co_await send_again(std::move(orphans), false));
  Statement overdue{kOverdue, {to_micros(now - lost_after), kSweptAtOnce}};
  CO_TRY(auto lost, co_await send_again(std::move(overdue), true));
  co_return orphaned + lost;
}

Task<Result<void>> JobClaims::sign_in(std::int64_t slots, std::int64_t running, Duration ttl) {
  const auto now = clock_.now();
  Statement statement{kSignIn, {owner_.uuid, slots, running, to_micros(now), to_micros(now + ttl)}};
  CO_CHECK(co_await database_.query(Scope::system(), std::move(statement)));
  co_return Result<void>();
}

Task<Result<void>> JobClaims::sign_out() {
  Statement statement{kSignOut, {owner_.uuid, to_micros(clock_.now())}};
  CO_CHECK(co_await database_.query(Scope::system(), std::move(statement)));
  co_return Result<void>();
}

}  // namespace elevaite::jobs
