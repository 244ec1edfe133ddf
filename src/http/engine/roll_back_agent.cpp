#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_roll_back_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> roll_back_agent(EngineServices& services, RequestContext& context) {
  std::optional<model::VersionId> version_id;
  if (auto text = find_string(context.body, "version_id")) {
    CO_TRY(version_id, model::VersionId::parse(*text));
  }
  std::string name = context.path_parameter("agent");
  CO_TRY(auto deployment,
         co_await services.agents.roll_back(actor_of(context), std::move(name), version_id));
  co_return json_response(200, deployment_json(deployment));
}

}  // namespace

void register_roll_back_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents/{agent}/rollback";
  spec.operation_id = "roll_back_agent";
  spec.summary = "Make an earlier version live";
  spec.description = "Without a version: the one that was live before. The draft stays as it is.";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_deploy;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "version_id":{"type":"string","maxLength":64}}})");
  spec.responses = {{200, "The deployment", deployment_schema()}};
  add_route(router, std::move(spec), services, &roll_back_agent);
}

}  // namespace elevaite::http::engine
