// How a row of `jobs` is read.
#pragma once
#include "model/job.hpp"
#include "ports/database.hpp"

namespace elevaite::jobs {

#define JOB_COLUMNS                                                                          \
  "tenant_id, id, kind, queue, status, priority, attempt, max_attempts, redrives, agent_id," \
  " dedup_key, payload, progress, result, error, created_at, run_at, deadline_at,"           \
  " started_at, finished_at, cancel_requested_at, lease_epoch, created_by"

// Reads a row of JOB_COLUMNS.
model::Job job_from_row(const ports::Rows& rows, std::size_t row);

// As they are stored: null stays NULL.
ports::SqlValue json_value(const Json& value);
ports::SqlValue error_value(const std::optional<Error>& error);

}  // namespace elevaite::jobs
