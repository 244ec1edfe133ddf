// The last attempts of a job, the oldest first; none when there is no such job.
#pragma once
#include <vector>

#include "core/task.hpp"
#include "model/job_attempt.hpp"
#include "ports/database.hpp"

namespace elevaite::jobs {

Task<Result<std::vector<model::JobAttempt>>> read_attempts(ports::Database& database,
                                                           model::TenantId tenant_id,
                                                           model::JobId id);

}  // namespace elevaite::jobs
