// Jobs that have failed: grouped by their cause, and sent back.
#include "jobs/job_rows.hpp"
#include "jobs/job_store.hpp"

namespace elevaite::jobs {

using model::Job;
using model::JobStatus;
using ports::Scope;
using ports::Statement;

namespace {

constexpr std::string_view kRedrive =
    "UPDATE jobs SET status = 'queued', attempt = 0, redrives = redrives + 1, progress = NULL,"
    " error = NULL, cause = NULL, run_at = $1, enqueued_at = $1, started_at = NULL,"
    " finished_at = NULL, cancel_requested_at = NULL,"
    " deadline_at = CASE WHEN deadline_at < $1 THEN NULL ELSE deadline_at END"
    " WHERE tenant_id = $2 AND id = $3 AND status = 'failed' AND redrives = $4";
constexpr std::string_view kFailures =
    "SELECT kind, cause, count(*), min(error), min(finished_at), max(finished_at) FROM jobs"
    " WHERE tenant_id = $1 AND status = 'failed' GROUP BY kind, cause"
    " ORDER BY count(*) DESC, kind, cause LIMIT 200";
Error not_failed() {
  Error error = conflict("Only a failed job can be sent back.");
  error.reason = "not_failed";
  return error;
}

}  // namespace

std::vector<Statement> JobStore::redriven(const Job& job) const {
  Job again = job;
  again.run_at = clock_.now();
  std::vector<Statement> statements;
  statements.push_back(
      {kRedrive, {to_micros(again.run_at), job.tenant_id.uuid, job.id.uuid, job.redrives}, true});
  statements.push_back(wake_ups_.send(again));
  return statements;
}

Task<Result<Job>> JobStore::redrive(model::TenantId tenant_id, model::JobId id) {
  CO_TRY(auto job, co_await get(tenant_id, id));
  auto written = co_await database_.batch(Scope::tenant(tenant_id), redriven(job));
  if (!written && written.error().code == ErrorCode::conflict) co_return not_failed();
  CO_CHECK(std::move(written));
  wake_ups_.sent(job.queue);
  co_return co_await get(tenant_id, id);
}

Task<Result<std::int64_t>> JobStore::redrive_all(model::TenantId tenant_id, JobFilter filter) {
  filter.status = JobStatus::failed;
  CO_TRY(auto jobs, co_await list(tenant_id, filter));
  std::int64_t count = 0;
  for (const Job& job : jobs) {
    auto written = co_await database_.batch(Scope::tenant(tenant_id), redriven(job));
    // Somebody else sent it back meanwhile.
    if (!written && written.error().code == ErrorCode::conflict) continue;
    CO_CHECK(std::move(written));
    wake_ups_.sent(job.queue);
    ++count;
  }
  co_return count;
}

Task<Result<std::vector<JobFailures>>> JobStore::failures(model::TenantId tenant_id) {
  Statement statement{kFailures, {tenant_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<JobFailures> groups;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    JobFailures group{rows.text(i, 0), rows.text(i, 1), rows.integer(i, 2)};
    auto example = parse_json(rows.text(i, 3), kMaxStoredJsonDepth);
    if (example) group.example = std::move(*example);
    group.first_at = from_micros(rows.integer(i, 4));
    group.last_at = from_micros(rows.integer(i, 5));
    groups.push_back(std::move(group));
  }
  co_return groups;
}

}  // namespace elevaite::jobs
