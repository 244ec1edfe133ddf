#include "jobs/job_store.hpp"

#include <algorithm>

#include "jobs/job_limits.hpp"
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
    " enqueued_at, lease_epoch, subjects)"
    " VALUES ($1, $2, $3, $4, 'queued', $5, 0, $6, 0, $7, $8, $9, $10, $11, $12, $13, $11, 0, $14)";
constexpr std::string_view kGet =
    "SELECT " JOB_COLUMNS " FROM jobs WHERE tenant_id = $1 AND id = $2";
constexpr std::string_view kFindByKey =
    "SELECT " JOB_COLUMNS " FROM jobs WHERE tenant_id = $1 AND kind = $2 AND dedup_key = $3";
constexpr std::string_view kListJobs =
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
constexpr std::string_view kCounts =
    "SELECT status, count(*), min(run_at), SUM(CASE WHEN run_at > $3 THEN 1 ELSE 0 END) FROM jobs"
    " WHERE tenant_id = $1 AND queue = $2 AND finished_at IS NULL AND status IN ('queued', "
    "'running', 'retrying') GROUP BY status";
constexpr std::string_view kFailed =
    "SELECT count(*) FROM jobs WHERE tenant_id = $1 AND queue = $2 AND status = 'failed'";
constexpr std::string_view kWorkers = "SELECT count(*) FROM job_workers WHERE expires_at >= $1";
constexpr std::string_view kListWorkers =
    "SELECT id, slots, running, started_at, expires_at FROM job_workers WHERE expires_at >= $1"
    " ORDER BY started_at, id LIMIT $2";

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
  job.created_by = fresh.created_by;
  job.payload = std::move(fresh.payload);
  job.created_at = clock_.now();
  job.run_at = fresh.run_at.value_or(job.created_at);
  job.deadline_at = fresh.deadline_at;
  // A worker ends what has become too late.
  if (job.deadline_at) job.run_at = std::min(job.run_at, *job.deadline_at);
  Change change{
      job.id.uuid,
      {kInsert,
       {job.tenant_id.uuid, job.id.uuid, job.kind, job.queue,
        static_cast<std::int64_t>(job.priority), job.max_attempts, ports::or_null(job.agent_id),
        ports::or_null(job.dedup_key), to_text(job.payload), ports::or_null(job.created_by),
        to_micros(job.created_at), to_micros(job.run_at), ports::or_null(job.deadline_at),
        subjects_text(fresh.agent_id, fresh.credential_ids)}}};
  change.messages.push_back(wake_ups_.send(job));
  // Jobs of several tenants are written together, so not in the scope of one of them.
  auto written = co_await creations_.write(std::move(change));
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
  Statement statement{kListJobs, {tenant_id.uuid}};
  auto& params = statement.params;
  params.push_back(filter.status ? SqlValue(std::string(to_string(*filter.status))) : SqlValue());
  params.push_back(ports::or_null(filter.kind));
  params.push_back(ports::or_null(filter.queue));
  params.push_back(ports::or_null(filter.cause));
  params.push_back(ports::or_null(filter.agent_id));
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

Task<Result<QueueCounts>> JobStore::counts(model::TenantId tenant_id, std::string queue) {
  const auto now = clock_.now();
  Statement active{kCounts, {tenant_id.uuid, queue, to_micros(now)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(active)));
  QueueCounts counts;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto status = model::job_status_from(rows.text(i, 0));
    if (status == JobStatus::running) counts.running = rows.integer(i, 1);
    if (status == JobStatus::retrying) counts.retrying = rows.integer(i, 1);
    if (status != JobStatus::running) counts.delayed += rows.integer(i, 3);
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

Task<Result<std::vector<LiveWorker>>> JobStore::list_workers() {
  Statement statement{kListWorkers, {to_micros(clock_.now()), kMaxListedWorkers}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
  std::vector<LiveWorker> workers;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    workers.push_back({model::ProcessId{rows.uuid(i, 0)}, rows.integer(i, 1), rows.integer(i, 2),
                       from_micros(rows.integer(i, 3)), from_micros(rows.integer(i, 4))});
  }
  co_return workers;
}

}  // namespace elevaite::jobs
