#include "http/engine_answers.hpp"
#include "ports/node.hpp"

namespace elevaite::http::engine {

void register_list_node_kinds(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> list_node_kinds(EngineServices& services, RequestContext&) {
  JsonArray kinds;
  for (const auto* implementation : services.nodes.all()) {
    kinds.push_back(model::to_json(implementation->kind));
  }
  co_return json_response(200, Json(JsonObject{{"data", std::move(kinds)}}));
}

}  // namespace

void register_list_node_kinds(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/node-kinds";
  spec.operation_id = "list_node_kinds";
  spec.summary = "The catalogue of node kinds: what the Studio draws";
  spec.tag = "catalogue";
  spec.permission = model::Permission::agents_read;
  spec.responses = {
      {200, "Every kind",
       schema(
           R"({"type":"object","required":["data"],"properties":{"data":{"type":"array","items":{"type":"object"}}}})")}};
  add_route(router, std::move(spec), services, &list_node_kinds);
}

}  // namespace elevaite::http::engine
