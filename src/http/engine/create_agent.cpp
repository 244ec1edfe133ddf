#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_create_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> create_agent(EngineServices& services, RequestContext& context) {
  elevaite::engine::NewAgent agent;
  agent.name = find_string(context.body, "name").value_or("");
  agent.slug = find_string(context.body, "slug").value_or("");
  agent.description = find_string(context.body, "description").value_or("");
  if (const Json* workflow = find(context.body, "workflow")) agent.workflow = *workflow;
  CO_TRY(auto created, co_await services.agents.create(actor_of(context), std::move(agent)));
  auto response = agent_response(201, created);
  response.headers.add("Location", "/v1/agents/" + created.id.str());
  co_return response;
}

}  // namespace

void register_create_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents";
  spec.operation_id = "create_agent";
  spec.summary = "Create an agent";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_write;
  spec.max_body_bytes = 2 << 20;
  spec.request_schema = schema(R"({"type":"object","required":["name"],"properties":{
    "name":{"type":"string","minLength":1,"maxLength":200},
    "slug":{"type":"string","maxLength":63,
            "description":"Absent: made from the name. A slug that is taken is a conflict (slug_taken)."},
    "description":{"type":"string","maxLength":10000},
    "workflow":{"type":["object","null"],"description":"Absent: a blank one."}}})");
  spec.responses = {{201, "Created", agent_schema()}};
  add_route(router, std::move(spec), services, &create_agent);
}

}  // namespace elevaite::http::engine
