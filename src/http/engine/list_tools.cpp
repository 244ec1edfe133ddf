#include "http/engine_answers.hpp"
#include "ports/tool.hpp"

namespace elevaite::http::engine {

void register_list_tools(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_tools(EngineServices& services, RequestContext&) {
  JsonArray tools;
  if (services.tools != nullptr) {
    for (const auto* tool : services.tools->all()) {
      tools.push_back(JsonObject{{"name", tool->definition.name},
                                 {"title", tool->title},
                                 {"description", tool->definition.description},
                                 {"parameters", tool->definition.parameters}});
    }
  }
  co_return json_response(200, Json(JsonObject{{"data", std::move(tools)}}));
}

}  // namespace

void register_list_tools(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/tools";
  spec.operation_id = "list_tools";
  spec.summary = "The built-in tools that an agent node may switch on";
  spec.tag = "catalogue";
  spec.permission = model::Permission::agents_read;
  spec.responses = {
      {200, "Every tool",
       schema(
           R"({"type":"object","required":["data"],"properties":{"data":{"type":"array","items":{"type":"object"}}}})")}};
  add_route(router, std::move(spec), services, &list_tools);
}

}  // namespace elevaite::http::engine
