#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_get_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_agent(EngineServices& services, RequestContext& context) {
  std::string name = context.path_parameter("agent");
  CO_TRY(auto agent, co_await services.agents.get(actor_of(context), name));
  std::vector<elevaite::engine::Hook> hooks;
  // Whoever knows the address may start runs, so only builders see it.
  if (context.principal.permissions.has(model::Permission::agents_write)) {
    CO_TRY(hooks, co_await services.agents.hooks(actor_of(context), std::move(name)));
  }
  co_return agent_response(200, agent, hooks);
}

}  // namespace

void register_get_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/agents/{agent}";
  spec.operation_id = "get_agent";
  spec.summary = "An agent with its draft, by id or slug";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_read;
  spec.responses = {{200, "The agent", agent_schema()}};
  add_route(router, std::move(spec), services, &get_agent);
}

}  // namespace elevaite::http::engine
