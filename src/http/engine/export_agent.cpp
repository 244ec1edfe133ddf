#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_export_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> export_agent(EngineServices& services, RequestContext& context) {
  std::string name = context.path_parameter("agent");
  CO_TRY(auto file, co_await services.agents.export_agent(actor_of(context), std::move(name)));
  auto response = json_response(200, file);
  auto slug = model::slug_of(find_string(file, "name").value_or(""));
  response.headers.add("Content-Disposition", "attachment; filename=\"" + slug + ".agent.json\"");
  co_return response;
}

}  // namespace

void register_export_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/agents/{agent}/export";
  spec.operation_id = "export_agent";
  spec.summary = "An agent as a file: {format, name, description, workflow}";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_read;
  spec.responses = {{200, "The file; import_agent takes it", schema(R"({"type":"object"})")}};
  add_route(router, std::move(spec), services, &export_agent);
}

}  // namespace elevaite::http::engine
