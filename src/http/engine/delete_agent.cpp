#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_delete_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> delete_agent(EngineServices& services, RequestContext& context) {
  std::string name = context.path_parameter("agent");
  CO_CHECK(co_await services.agents.remove(actor_of(context), std::move(name)));
  co_return no_content();
}

}  // namespace

void register_delete_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "DELETE";
  spec.path = "/v1/agents/{agent}";
  spec.operation_id = "delete_agent";
  spec.summary = "Delete an agent: its chat and webhooks stop at once";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_write;
  spec.responses = {{204, "Deleted; restore_agent brings it back within 30 days"}};
  add_route(router, std::move(spec), services, &delete_agent);
}

}  // namespace elevaite::http::engine
