#include "http/schedule_answers.hpp"
#include "jobs/scheduler.hpp"

namespace elevaite::http::engine {

void register_resume_schedule(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> resume_schedule(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ScheduleId>("id"));
  CO_TRY(auto schedule, co_await services.scheduler.schedules().set_paused(
                            context.principal.tenant_id, id, false));
  co_return json_response(200, schedule_json(schedule, services.clock.now()));
}

}  // namespace

void register_resume_schedule(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/schedules/{id}/resume";
  spec.operation_id = "resume_schedule";
  spec.summary = "Let a paused schedule go on from now";
  spec.description = "Times that passed in between are not made up for.";
  spec.tag = "schedules";
  spec.permission = model::Permission::agents_deploy;
  spec.responses = {{200, "The schedule", schedule_schema()}};
  add_route(router, std::move(spec), services, &resume_schedule);
}

}  // namespace elevaite::http::engine
