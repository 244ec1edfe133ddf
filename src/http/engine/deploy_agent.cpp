#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_deploy_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> deploy_agent(EngineServices& services, RequestContext& context) {
  CO_TRY(auto revision, seen_revision(context));
  std::string name = context.path_parameter("agent");
  std::string note(find_string(context.body, "note").value_or(""));
  CO_TRY(auto deployment, co_await services.agents.deploy(actor_of(context), std::move(name),
                                                          std::move(note), revision));
  co_return json_response(200, deployment_json(deployment));
}

}  // namespace

void register_deploy_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents/{agent}/deploy";
  spec.operation_id = "deploy_agent";
  spec.summary = "Make the draft live";
  spec.description =
      "Refused with every problem (workflow_invalid). An unchanged workflow keeps its version. A "
      "revision is optional.";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_deploy;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "note":{"type":"string","maxLength":2000},"revision":{"type":"integer","minimum":1}}})");
  spec.responses = {{200, "The deployment", deployment_schema()}};
  add_route(router, std::move(spec), services, &deploy_agent);
}

}  // namespace elevaite::http::engine
