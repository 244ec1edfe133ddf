#include "jobs/job_claims.hpp"

#include "jobs/job_rows.hpp"

namespace elevaite::jobs {

using model::Job;
using model::JobStatus;
using ports::Delivery;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

constexpr std::string_view kHeld =
    "SELECT tenant_id, id, lease_epoch, cancel_requested_at FROM jobs WHERE lease_owner = $1";

constexpr std::string_view kPutBack =
    "UPDATE jobs SET status = $1, attempt = $2, error = $3, progress = $4, run_at = $5,"
    " enqueued_at = $6, attempts = COALESCE($7, attempts), lease_owner = NULL"
    " WHERE tenant_id = $8 AND id = $9 AND status = 'running' AND lease_epoch = $10";

constexpr std::string_view kLetGo =
    "UPDATE jobs SET status = 'queued', run_at = $1, lease_owner = NULL"
    " WHERE tenant_id = $2 AND id = $3 AND status = 'running' AND lease_epoch = $4"
    " RETURNING " JOB_COLUMNS;

constexpr std::string_view kProgress =
    "UPDATE jobs SET progress = $1"
    " WHERE tenant_id = $2 AND id = $3 AND status = 'running' AND lease_epoch = $4";

constexpr std::string_view kSignIn =
    "INSERT INTO job_workers (id, slots, running, started_at, expires_at)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET slots = excluded.slots,"
    " running = excluded.running, expires_at = excluded.expires_at";
constexpr std::string_view kSignOut = "DELETE FROM job_workers WHERE id = $1 OR expires_at < $2";

model::AttemptOutcome outcome_of(JobStatus status) {
  using model::AttemptOutcome;
  if (status == JobStatus::succeeded) return AttemptOutcome::succeeded;
  if (status == JobStatus::failed) return AttemptOutcome::failed;
  if (status == JobStatus::cancelled) return AttemptOutcome::cancelled;
  return status == JobStatus::retrying ? AttemptOutcome::retrying : AttemptOutcome::postponed;
}

}  // namespace

Task<Result<std::vector<HeldJob>>> JobClaims::held() {
  Statement statement{kHeld, {owner_.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  std::vector<HeldJob> held;
  for (std::size_t i = 0; i < rows.size(); ++i)
    held.push_back({{model::TenantId{rows.uuid(i, 0)}, model::JobId{rows.uuid(i, 1)}},
                    rows.integer(i, 2),
                    !rows.is_null(i, 3)});
  co_return held;
}

SqlValue JobClaims::end_attempt(const Job& job) {
  auto begun = attempts_.find(job.id);
  if (begun == attempts_.end() || begun->second.epoch != job.lease_epoch) return SqlValue();
  auto& attempts = begun->second.attempts;
  if (attempts.empty()) return SqlValue();
  // An end that could not be written is written again, and may be another one.
  attempts.back().outcome = outcome_of(job.status);
  attempts.back().ended_at = clock_.now();
  attempts.back().error = job.status == JobStatus::queued ? std::nullopt : job.error;
  return model::attempts_text(attempts);
}

Task<Result<void>> JobClaims::finish(Job job, Delivery delivery) {
  auto attempts = end_attempt(job);
  CO_CHECK(co_await ends_.write(job, std::move(attempts), delivery.receipt));
  forget(job.id);
  auto& queue = wake_ups_.queue(job.queue);
  if (queue.statements() != nullptr) co_return Result<void>();
  // The row has the truth; a message that stays behind is found out by its next receiver.
  if (job.status == JobStatus::failed) {
    std::string reason = job.error ? job.error->message : std::string();
    [[maybe_unused]] auto buried = co_await queue.dead_letter(std::move(delivery), reason);
  } else {
    [[maybe_unused]] auto completed = co_await queue.complete(std::move(delivery.receipt));
  }
  co_return Result<void>();
}

Task<Result<void>> JobClaims::put_back(Job job, Delivery delivery) {
  std::vector<Statement> statements;
  statements.push_back({kPutBack,
                        {std::string(to_string(job.status)), job.attempt, error_value(job.error),
                         json_value(job.progress), to_micros(job.run_at), to_micros(clock_.now()),
                         end_attempt(job), job.tenant_id.uuid, job.id.uuid, job.lease_epoch},
                        true});
  statements.push_back(wake_ups_.send(job));
  CO_CHECK(co_await database_.batch(Scope::system(), std::move(statements)));
  forget(job.id);
  wake_ups_.sent(job.queue);
  auto& queue = wake_ups_.queue(job.queue);
  if (queue.statements() != nullptr) co_return Result<void>();
  [[maybe_unused]] auto completed = co_await queue.complete(std::move(delivery.receipt));
  co_return Result<void>();
}

Task<Result<void>> JobClaims::let_go(HeldJob held) {
  const auto& [tenant_id, id] = held.reference;
  Statement statement{kLetGo, {to_micros(clock_.now()), tenant_id.uuid, id.uuid, held.epoch}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  if (rows.empty()) co_return Result<void>();
  // Lost between the two, the message is missed by the sweep.
  Job job = job_from_row(rows, 0);
  CO_CHECK(co_await database_.query(Scope::system(), wake_ups_.send(job)));
  wake_ups_.sent(job.queue);
  co_return Result<void>();
}

Task<Result<void>> JobClaims::set_progress(Job job, Json progress) {
  Statement statement{kProgress,
                      {to_text(progress), job.tenant_id.uuid, job.id.uuid, job.lease_epoch}};
  CO_CHECK(co_await database_.query(Scope::system(), std::move(statement)));
  co_return Result<void>();
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
