#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_get_version(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> get_version(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::VersionId>("version_id"));
  std::string name = context.path_parameter("agent");
  CO_TRY(auto version,
         co_await services.agents.get_version(actor_of(context), std::move(name), id));
  co_return json_response(200, version_json(version, true));
}

}  // namespace

void register_get_version(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/agents/{agent}/versions/{version_id}";
  spec.operation_id = "get_version";
  spec.summary = "A version with its workflow";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_read;
  spec.responses = {{200, "The version", version_schema()}};
  add_route(router, std::move(spec), services, &get_version);
}

}  // namespace elevaite::http::engine
