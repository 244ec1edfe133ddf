#include "http/schedule_answers.hpp"
#include "jobs/scheduler.hpp"

namespace elevaite::http::engine {

void register_list_schedules(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_schedules(EngineServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  std::optional<model::ScheduleId> after;
  if (page.after.is_string()) {
    CO_TRY(after, model::ScheduleId::parse(view(page.after.get_string())));
  }
  std::optional<model::AgentId> agent_id;
  if (auto text = context.query("agent_id")) {
    auto parsed = model::AgentId::parse(*text);
    if (!parsed) co_return invalid_field("agent_id", "format", "agent_id is an agent's id.");
    agent_id = *parsed;
  }
  const auto limit = static_cast<std::size_t>(page.limit);
  CO_TRY(auto schedules, co_await services.scheduler.schedules().list(context.principal.tenant_id,
                                                                      agent_id, after, limit + 1));
  Json next = nullptr;
  if (schedules.size() > limit) {
    schedules.resize(limit);
    next = schedules.back().id.str();
  }
  JsonArray items;
  const auto now = services.clock.now();
  for (const auto& schedule : schedules) items.push_back(schedule_json(schedule, now));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_schedules(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/schedules";
  spec.operation_id = "list_schedules";
  spec.summary = "The schedules of deployed agents, and those that once were";
  spec.tag = "schedules";
  spec.permission = model::Permission::runs_read;
  spec.query = page_parameters();
  spec.query.push_back({"agent_id", "Those of one agent."});
  spec.responses = {{200, "A page of schedules", page_schema(schedule_schema())}};
  add_route(router, std::move(spec), services, &list_schedules);
}

}  // namespace elevaite::http::engine
