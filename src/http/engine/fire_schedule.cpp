#include "http/job_answers.hpp"
#include "jobs/scheduler.hpp"

namespace elevaite::http::engine {

void register_fire_schedule(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> fire_schedule(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ScheduleId>("id"));
  CO_TRY(auto created, co_await services.scheduler.fire_now(context.principal.tenant_id, id));
  auto response = json_response(202, job_json(created.job, true));
  response.headers.add("Location", "/v1/jobs/" + created.job.id.str());
  co_return response;
}

}  // namespace

void register_fire_schedule(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/schedules/{id}/fire";
  spec.operation_id = "fire_schedule";
  spec.summary = "Begin what a schedule begins, now";
  spec.description =
      "A job like those that it makes by the clock; its times stay as they are. A schedule that is "
      "not deployed is a conflict (not_deployed).";
  spec.tag = "schedules";
  spec.permission = model::Permission::agents_chat;
  spec.responses = {{202, "The job, queued", job_schema()}};
  add_route(router, std::move(spec), services, &fire_schedule);
}

}  // namespace elevaite::http::engine
