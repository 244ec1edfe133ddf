#include "jobs/job_rows.hpp"

#include "model/run.hpp"

namespace elevaite::jobs {
namespace {

// Stored by us, so it parses; a broken row must not break a whole list.
Json optional_json(const ports::Rows& rows, std::size_t row, std::size_t column) {
  if (rows.is_null(row, column)) return nullptr;
  auto parsed = parse_json(rows.text(row, column), kMaxStoredJsonDepth);
  return parsed ? std::move(*parsed) : Json(nullptr);
}

}  // namespace

model::Job job_from_row(const ports::Rows& rows, std::size_t row) {
  model::Job job;
  job.tenant_id = {rows.uuid(row, 0)};
  job.id = {rows.uuid(row, 1)};
  job.kind = rows.text(row, 2);
  job.queue = rows.text(row, 3);
  job.status = model::job_status_from(rows.text(row, 4)).value_or(model::JobStatus::failed);
  job.priority = static_cast<int>(rows.integer(row, 5));
  job.attempt = rows.integer(row, 6);
  job.max_attempts = rows.integer(row, 7);
  job.redrives = rows.integer(row, 8);
  if (!rows.is_null(row, 9)) job.agent_id = model::AgentId{rows.uuid(row, 9)};
  if (!rows.is_null(row, 10)) job.dedup_key = rows.text(row, 10);
  job.payload = optional_json(rows, row, 11);
  job.progress = optional_json(rows, row, 12);
  job.result = optional_json(rows, row, 13);
  if (!rows.is_null(row, 14)) job.error = model::error_from_json(optional_json(rows, row, 14));
  job.created_at = from_micros(rows.integer(row, 15));
  job.run_at = from_micros(rows.integer(row, 16));
  job.deadline_at = rows.optional_instant(row, 17);
  job.started_at = rows.optional_instant(row, 18);
  job.finished_at = rows.optional_instant(row, 19);
  job.cancel_requested_at = rows.optional_instant(row, 20);
  job.lease_epoch = rows.integer(row, 21);
  if (!rows.is_null(row, 22)) job.created_by = model::UserId{rows.uuid(row, 22)};
  return job;
}

ports::SqlValue json_value(const Json& value) {
  return value.is_null() ? ports::SqlValue() : ports::SqlValue(to_text(value));
}

ports::SqlValue error_value(const std::optional<Error>& error) {
  return error ? ports::SqlValue(to_text(model::to_json(*error))) : ports::SqlValue();
}

}  // namespace elevaite::jobs
