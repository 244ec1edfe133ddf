#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_duplicate_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> duplicate_agent(EngineServices& services, RequestContext& context) {
  std::string original = context.path_parameter("agent");
  std::string name(find_string(context.body, "name").value_or(""));
  CO_TRY(auto agent, co_await services.agents.duplicate(actor_of(context), std::move(original),
                                                        std::move(name)));
  auto response = agent_response(201, agent);
  response.headers.add("Location", "/v1/agents/" + agent.id.str());
  co_return response;
}

}  // namespace

void register_duplicate_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents/{agent}/duplicate";
  spec.operation_id = "duplicate_agent";
  spec.summary = "Copy an agent's draft into a new agent";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_write;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "name":{"type":"string","minLength":1,"maxLength":200}}})");
  spec.responses = {{201, "Created", agent_schema()}};
  add_route(router, std::move(spec), services, &duplicate_agent);
}

}  // namespace elevaite::http::engine
