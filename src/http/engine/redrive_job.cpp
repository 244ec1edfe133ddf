#include "http/job_answers.hpp"

namespace elevaite::http::engine {

void register_redrive_job(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> redrive_job(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::JobId>("id"));
  CO_TRY(auto job, co_await services.jobs.redrive(context.principal.tenant_id, id));
  co_return json_response(202, job_json(job, true));
}

}  // namespace

void register_redrive_job(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/jobs/{id}/redrive";
  spec.operation_id = "redrive_job";
  spec.summary = "Send a failed job back to its queue";
  spec.description =
      "It begins anew, with all its attempts; a run is retried: another run that keeps what had "
      "succeeded. A job that has not failed is a conflict (not_failed).";
  spec.tag = "jobs";
  spec.permission = model::Permission::runs_manage;
  spec.responses = {{202, "The job, queued", job_schema()}};
  add_route(router, std::move(spec), services, &redrive_job);
}

}  // namespace elevaite::http::engine
