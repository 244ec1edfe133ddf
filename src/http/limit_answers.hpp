// How limits on jobs are named and written by their routes.
#pragma once
#include "http/engine_answers.hpp"
#include "jobs/job_limits.hpp"

namespace elevaite::http {

// "tenant", an agent's id or a credential's.
Result<jobs::LimitSubject> read_limit_subject(std::string_view text);
Json limit_json(const jobs::JobLimit& limit);
Json limit_schema();

}  // namespace elevaite::http
