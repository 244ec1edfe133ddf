#include "http/job_answers.hpp"

namespace elevaite::http::engine {

void register_get_job(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> handle(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::JobId>("id"));
  CO_TRY(auto job, co_await services.jobs.get(context.principal.tenant_id, id));
  co_return json_response(200, job_json(job, true));
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
  add_route(router, std::move(spec), services, &handle);
}

}  // namespace elevaite::http::engine
