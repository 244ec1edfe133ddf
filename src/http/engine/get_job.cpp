#include "http/job_answers.hpp"
#include "jobs/job_attempts.hpp"

namespace elevaite::http::engine {

void register_get_job(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_job(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::JobId>("id"));
  CO_TRY(auto job, co_await services.jobs.get(context.principal.tenant_id, id));
  const auto tenant_id = context.principal.tenant_id;
  CO_TRY(auto attempts, co_await jobs::read_attempts(services.database, tenant_id, id));
  Json answer = job_json(job, true);
  JsonArray list;
  for (const model::JobAttempt& attempt : attempts) list.push_back(to_json(attempt));
  answer.as_object()["attempts"] = std::move(list);
  co_return json_response(200, answer);
}

}  // namespace

void register_get_job(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/jobs/{id}";
  spec.operation_id = "get_job";
  spec.summary = "A job with its progress and result";
  spec.tag = "jobs";
  spec.permission = model::Permission::runs_read;
  spec.responses = {{200, "The job", job_schema()}};
  add_route(router, std::move(spec), services, &get_job);
}

}  // namespace elevaite::http::engine
