#include "http/limit_answers.hpp"

namespace elevaite::http::engine {

void register_set_job_limit(Router& router, EngineServices& services);

namespace {

Result<jobs::JobLimit> limit_of(RequestContext& context) {
  jobs::JobLimit limit;
  TRY(limit.subject, read_limit_subject(context.path_parameter("subject")));
  limit.max_running = find_int(context.body, "max_running");
  limit.max_starts = find_int(context.body, "max_starts");
  if (auto seconds = find_int(context.body, "period"))
    limit.period = std::chrono::seconds(*seconds);
  if (limit.max_starts.has_value() != limit.period.has_value()) {
    return invalid_field("period", "incomplete", "max_starts and period are given together.");
  }
  if (!limit.max_running && !limit.max_starts) {
    return invalid_field("max_running", "missing", "Give max_running, or max_starts and period.");
  }
  return limit;
}

Task<Result<net::HttpResponse>> set_job_limit(EngineServices& services, RequestContext& context) {
  CO_TRY(auto limit, limit_of(context));
  jobs::JobLimits limits(services.database, services.clock);
  CO_CHECK(co_await limits.set(context.principal.tenant_id, limit));
  co_return json_response(200, limit_json(limit));
}

}  // namespace

void register_set_job_limit(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "PUT";
  spec.path = "/v1/job-limits/{subject}";
  spec.operation_id = "set_job_limit";
  spec.summary = "Limit the jobs of the tenant, of an agent, or with a credential";
  spec.description =
      "The subject is `tenant`, an agent's id or a credential's. What is over a limit waits, and "
      "no attempt of it is counted. Workers know within a second.";
  spec.tag = "jobs";
  spec.permission = model::Permission::runs_manage;
  spec.body = Body::json;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "max_running":{"type":"integer","minimum":0,"maximum":1000000,
                   "description":"Jobs at a time; 0 holds all of them."},
    "max_starts":{"type":"integer","minimum":1,"maximum":1000000,
                  "description":"Jobs that may begin in a period, with `period`."},
    "period":{"type":"integer","minimum":1,"maximum":86400,"description":"In seconds."}}})");
  spec.responses = {{200, "The limit", limit_schema()}};
  add_route(router, std::move(spec), services, &set_job_limit);
}

}  // namespace elevaite::http::engine
