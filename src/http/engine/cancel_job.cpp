#include "http/background_turn.hpp"
#include "http/job_answers.hpp"

namespace elevaite::http::engine {

void register_cancel_job(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> cancel_job(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::JobId>("id"));
  std::string reason(jobs::kCancelledByPerson);
  CO_TRY(auto job, co_await services.jobs.cancel(context.principal.tenant_id, id, reason));
  // No worker will end what no worker had begun.
  if (is_terminal(job.status)) CO_CHECK(co_await cancel_run_of(services, job, std::move(reason)));
  co_return json_response(202, job_json(job, true));
}

}  // namespace

void register_cancel_job(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/jobs/{id}/cancel";
  spec.operation_id = "cancel_job";
  spec.summary = "End a job";
  spec.description = "A job that has ended already is a conflict (already_ended).";
  spec.tag = "jobs";
  spec.permission = model::Permission::runs_manage;
  spec.responses = {{202, "Cancelled, or about to be by its worker", job_schema()}};
  add_route(router, std::move(spec), services, &cancel_job);
}

}  // namespace elevaite::http::engine
