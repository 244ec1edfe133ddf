// How jobs are written by the routes that show them.
#pragma once
#include "http/engine_answers.hpp"
#include "jobs/job_store.hpp"

namespace elevaite::http {

// `is_whole` adds the payload and the result.
Json job_json(const model::Job& job, bool is_whole);
Json job_schema();
// ?status=&kind=&queue=&cause=&agent_id= and what declares them.
std::vector<QueryParameter> job_filter_parameters();
Result<jobs::JobFilter> read_job_filter(const RequestContext& context);
// The same from a body.
Result<jobs::JobFilter> read_job_filter(const Json& body);

}  // namespace elevaite::http
