#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_undeploy_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> undeploy_agent(EngineServices& services, RequestContext& context) {
  std::string name = context.path_parameter("agent");
  CO_CHECK(co_await services.agents.undeploy(actor_of(context), std::move(name)));
  co_return no_content();
}

}  // namespace

void register_undeploy_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents/{agent}/undeploy";
  spec.operation_id = "undeploy_agent";
  spec.summary = "Take an agent down: no new runs, those under way go on";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_deploy;
  spec.responses = {{204, "Not deployed any more"}};
  add_route(router, std::move(spec), services, &undeploy_agent);
}

}  // namespace elevaite::http::engine
