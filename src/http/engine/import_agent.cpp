#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_import_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> import_agent(EngineServices& services, RequestContext& context) {
  CO_TRY(auto agent,
         co_await services.agents.import_agent(actor_of(context), std::move(context.body)));
  auto response = agent_response(201, agent);
  response.headers.add("Location", "/v1/agents/" + agent.id.str());
  co_return response;
}

}  // namespace

void register_import_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents/import";
  spec.operation_id = "import_agent";
  spec.summary = "Create an agent from an exported file";
  spec.description =
      "A file with errors is refused with all of them. Credentials are referred to by name and may "
      "be missing.";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_write;
  spec.max_body_bytes = 2 << 20;
  spec.request_schema = schema(R"({"type":"object",
    "additionalProperties":true,"properties":{"format":{"type":"string"},
    "name":{"type":"string"},"description":{"type":"string"},"workflow":{"type":"object"}}})");
  spec.responses = {{201, "Created", agent_schema()}};
  add_route(router, std::move(spec), services, &import_agent);
}

}  // namespace elevaite::http::engine
