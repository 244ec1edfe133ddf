#include "jobs/job_store.hpp"

#include "jobs/job_rows.hpp"
#include "model/run.hpp"

namespace elevaite::jobs {

using model::Job;
using model::JobStatus;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

constexpr std::string_view kInsert =
    "INSERT INTO jobs (tenant_id, id, kind, queue, status, priority, attempt, max_attempts,"
    " redrives, agent_id, dedup_key, payload, created_by, created_at, run_at, deadline_at,"
    " enqueued_at, lease_epoch)"
    " VALUES ($1, $2, $3, $4, 'queued', $5, 0, $6, 0, $7, $8, $9, $10, $11, $12, $13, $11, 0)";
constexpr std::string_view kGet =
    "SELECT " JOB_COLUMNS " FROM jobs WHERE tenant_id = $1 AND id = $2";
constexpr std::string_view kFindByKey =
    "SELECT " JOB_COLUMNS " FROM jobs WHERE tenant_id = $1 AND kind = $2 AND dedup_key = $3";
constexpr std::string_view kList =
    "SELECT " JOB_COLUMNS
    " FROM jobs WHERE tenant_id = $1 AND (CAST($2 AS text) IS NULL OR status = $2)"
    " AND (CAST($3 AS text) IS NULL OR kind = $3) AND (CAST($4 AS text) IS NULL OR queue = $4)"
    " AND (CAST($5 AS text) IS NULL OR cause = $5) AND (CAST($6 AS uuid) IS NULL OR agent_id = $6)"
    " AND id < $7 ORDER BY id DESC LIMIT $8";
constexpr std::string_view kCancelUntouched =
    "UPDATE jobs SET status = 'cancelled', finished_at = $1, cancel_requested_at = $1, error = $2"
    " WHERE tenant_id = $3 AND id = $4 AND status IN ('queued', 'retrying')"
    " AND started_at IS NULL";
// One that was begun may have left something behind, so a worker ends it.
constexpr std::string_view kRequestCancel =
    "UPDATE jobs SET cancel_requested_at = COALESCE(cancel_requested_at, $1),"
    " run_at = CASE WHEN status = 'running' THEN run_at ELSE $1 END"
    " WHERE tenant_id = $2 AND id = $3 AND status IN ('queued', 'running', 'retrying')";
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
constexpr std::string_view kCounts =
    "SELECT status, count(*), min(run_at) FROM jobs WHERE tenant_id = $1 AND queue = $2"
    " AND finished_at IS NULL AND status IN ('queued', 'running', 'retrying') GROUP BY status";
constexpr std::string_view kFailed =
    "SELECT count(*) FROM jobs WHERE tenant_id = $1 AND queue = $2 AND status = 'failed'";
constexpr std::string_view kWorkers = "SELECT count(*) FROM job_workers WHERE expires_at >= $1";

template <class IdType>
SqlValue optional_id(const std::optional<IdType>& id) {
  return id ? SqlValue(id->uuid) : SqlValue();
}

SqlValue optional_instant(const std::optional<Instant>& at) {
  return at ? SqlValue(to_micros(*at)) : SqlValue();
}

SqlValue optional_text(const std::optional<std::string>& text) {
  return text ? SqlValue(*text) : SqlValue();
}

Error with_reason(Error error, std::string reason) {
  error.reason = std::move(reason);
  return error;
}

}  // namespace

Task<Result<CreatedJob>> JobStore::create(NewJob fresh) {
  Job job;
  job.id = model::JobId::generate();
  job.tenant_id = fresh.tenant_id;
  job.kind = std::move(fresh.kind);
  job.queue = std::move(fresh.queue);
  job.priority = fresh.priority;
  job.max_attempts = fresh.max_attempts;
  job.agent_id = fresh.agent_id;
  job.dedup_key = std::move(fresh.dedup_key);
  job.payload = std::move(fresh.payload);
  job.created_at = clock_.now();
  job.run_at = fresh.run_at.value_or(job.created_at);
  job.deadline_at = fresh.deadline_at;
  std::vector<Statement> statements;
  statements.push_back(
      {kInsert,
       {job.tenant_id.uuid, job.id.uuid, job.kind, job.queue,
        static_cast<std::int64_t>(job.priority), job.max_attempts, optional_id(job.agent_id),
        optional_text(job.dedup_key), to_text(job.payload), optional_id(fresh.created_by),
        to_micros(job.created_at), to_micros(job.run_at), optional_instant(job.deadline_at)}});
  statements.push_back(wake_ups_.send(job));
  auto written = co_await database_.batch(Scope::tenant(job.tenant_id), std::move(statements));
  if (!written) {
    if (written.error().code != ErrorCode::conflict || !job.dedup_key) co_return written.error();
    CO_TRY(auto existing, co_await find_by_key(job.tenant_id, job.kind, *job.dedup_key));
    co_return CreatedJob{std::move(existing), true};
  }
  wake_ups_.sent(job.queue);
  co_return CreatedJob{std::move(job), false};
}

Task<Result<Job>> JobStore::get(model::TenantId tenant_id, model::JobId id) {
  Statement statement{kGet, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("job");
  co_return job_from_row(rows, 0);
}

Task<Result<Job>> JobStore::find_by_key(model::TenantId tenant_id, std::string kind,
                                        std::string key) {
  Statement statement{kFindByKey, {tenant_id.uuid, std::move(kind), std::move(key)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("job");
  co_return job_from_row(rows, 0);
}

Task<Result<std::vector<Job>>> JobStore::list(model::TenantId tenant_id, JobFilter filter) {
  Uuid greatest;
  greatest.bytes.fill(0xff);
  Statement statement{kList, {tenant_id.uuid}};
  auto& params = statement.params;
  params.push_back(filter.status ? SqlValue(std::string(to_string(*filter.status))) : SqlValue());
  params.push_back(optional_text(filter.kind));
  params.push_back(optional_text(filter.queue));
  params.push_back(optional_text(filter.cause));
  params.push_back(optional_id(filter.agent_id));
  params.emplace_back(filter.before ? filter.before->uuid : greatest);
  params.emplace_back(static_cast<std::int64_t>(filter.limit));
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<Job> jobs;
  for (std::size_t i = 0; i < rows.size(); ++i) jobs.push_back(job_from_row(rows, i));
  co_return jobs;
}

Task<Result<Job>> JobStore::cancel(model::TenantId tenant_id, model::JobId id, std::string reason) {
  CO_TRY(auto job, co_await get(tenant_id, id));
  const auto now = clock_.now();
  Error error{ErrorCode::cancelled, std::move(reason)};
  Statement untouched{kCancelUntouched,
                      {to_micros(now), to_text(model::to_json(error)), tenant_id.uuid, id.uuid}};
  CO_TRY(auto done, co_await database_.query(Scope::tenant(tenant_id), std::move(untouched)));
  if (done.affected() == 0) {
    std::vector<Statement> statements;
    statements.push_back({kRequestCancel, {to_micros(now), tenant_id.uuid, id.uuid}, true});
    job.run_at = now;
    if (job.status != JobStatus::running) statements.push_back(wake_ups_.send(job));
    auto asked = co_await database_.batch(Scope::tenant(tenant_id), std::move(statements));
    if (!asked && asked.error().code == ErrorCode::conflict)
      co_return with_reason(conflict("The job has already ended."), "already_ended");
    CO_CHECK(std::move(asked));
    wake_ups_.sent(job.queue);
  }
  co_return co_await get(tenant_id, id);
}

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
  if (!written && written.error().code == ErrorCode::conflict)
    co_return with_reason(conflict("Only a failed job can be sent back."), "not_failed");
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

Task<Result<QueueCounts>> JobStore::counts(model::TenantId tenant_id, std::string queue) {
  Statement active{kCounts, {tenant_id.uuid, queue}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(active)));
  QueueCounts counts;
  const auto now = clock_.now();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto status = model::job_status_from(rows.text(i, 0));
    if (status == JobStatus::running) counts.running = rows.integer(i, 1);
    if (status == JobStatus::retrying) counts.retrying = rows.integer(i, 1);
    if (status != JobStatus::queued) continue;
    counts.queued = rows.integer(i, 1);
    const auto age = now - from_micros(rows.integer(i, 2));
    if (age >= Duration(0)) counts.oldest_age = age;
  }
  Statement failed{kFailed, {tenant_id.uuid, std::move(queue)}};
  CO_TRY(auto failures, co_await database_.query(Scope::tenant(tenant_id), std::move(failed)));
  counts.failed = failures.integer(0, 0);
  co_return counts;
}

Task<Result<std::int64_t>> JobStore::workers() {
  Statement statement{kWorkers, {to_micros(clock_.now())}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  co_return rows.integer(0, 0);
}

}  // namespace elevaite::jobs
