#include "jobs/job_ends.hpp"

#include "jobs/job_rows.hpp"
#include "model/run.hpp"

namespace elevaite::jobs {

using model::Job;
using model::JobStatus;
using ports::SqlValue;
using ports::Statement;

namespace {

constexpr std::string_view kFinish =
    "UPDATE jobs SET status = $1, result = $2, error = $3, cause = $4, progress = $5,"
    " finished_at = $6, attempts = COALESCE($7, attempts), lease_owner = NULL"
    " WHERE tenant_id = $8 AND id = $9 AND status = 'running' AND lease_epoch = $10";

// What failed jobs are grouped by: the finest stable word there is.
std::string cause_of(const Error& error) {
  return error.reason.empty() ? std::string(to_string(error.code)) : error.reason;
}

}  // namespace

// A job that is not this worker's any more is not changed; nor is a message with a stale receipt.
Task<Result<void>> JobEnds::write(Job job, SqlValue attempts, std::string receipt) {
  Change change{job.id.uuid, change_of(job, std::move(attempts))};
  if (const auto* inside = wake_ups_.queue(job.queue).statements()) {
    const bool is_dead = job.status == JobStatus::failed && job.error.has_value();
    change.messages.push_back(is_dead ? inside->dead_letter(receipt, job.error->message)
                                      : inside->complete(receipt));
  }
  CO_TRY(auto affected, co_await commits_.write(std::move(change)));
  if (affected == 0) co_return conflict("The job has a new owner.");
  co_return Result<void>();
}

Statement JobEnds::change_of(const Job& job, SqlValue attempts) const {
  const bool has_cause = job.error && job.status == JobStatus::failed;
  return {kFinish,
          {std::string(to_string(job.status)), json_value(job.result), error_value(job.error),
           has_cause ? SqlValue(cause_of(*job.error)) : SqlValue(), json_value(job.progress),
           to_micros(clock_.now()), std::move(attempts), job.tenant_id.uuid, job.id.uuid,
           job.lease_epoch}};
}

}  // namespace elevaite::jobs
