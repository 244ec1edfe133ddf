#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_restore_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> restore_agent(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::AgentId>("agent"));
  std::string slug(find_string(context.body, "slug").value_or(""));
  CO_TRY(auto agent, co_await services.agents.restore(actor_of(context), id, std::move(slug)));
  co_return agent_response(200, agent);
}

}  // namespace

void register_restore_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents/{agent}/restore";
  spec.operation_id = "restore_agent";
  spec.summary = "Bring back an agent that was deleted in the last 30 days";
  spec.description =
      "By id: its slug may be another agent's by now (conflict slug_taken); then send a new one.";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_write;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "slug":{"type":"string","maxLength":63}}})");
  spec.responses = {{200, "Restored, not deployed", agent_schema()}};
  add_route(router, std::move(spec), services, &restore_agent);
}

}  // namespace elevaite::http::engine
