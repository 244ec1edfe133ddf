#include "http/schedule_answers.hpp"
#include "jobs/scheduler.hpp"

namespace elevaite::http::engine {

void register_pause_schedule(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> pause_schedule(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::ScheduleId>("id"));
  CO_TRY(auto schedule,
         co_await services.scheduler.schedules().set_paused(context.principal.tenant_id, id, true));
  co_return json_response(200, schedule_json(schedule, services.clock.now()));
}

}  // namespace

void register_pause_schedule(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/schedules/{id}/pause";
  spec.operation_id = "pause_schedule";
  spec.summary = "Stop a schedule until it is resumed";
  spec.description = "Runs under way go on. It stays paused when the agent is deployed again.";
  spec.tag = "schedules";
  spec.permission = model::Permission::agents_deploy;
  spec.responses = {{200, "The schedule", schedule_schema()}};
  add_route(router, std::move(spec), services, &pause_schedule);
}

}  // namespace elevaite::http::engine
