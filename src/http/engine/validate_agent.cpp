#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_validate_agent(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> validate_agent(EngineServices& services, RequestContext& context) {
  std::string name = context.path_parameter("agent");
  std::vector<elevaite::engine::Problem> problems;
  if (const Json* workflow = find(context.body, "workflow")) {
    CO_CHECK(co_await services.agents.get(actor_of(context), std::move(name)));
    CO_TRY(problems, co_await services.agents.validate_workflow(actor_of(context), *workflow));
  } else {
    CO_TRY(problems, co_await services.agents.validate(actor_of(context), std::move(name)));
  }
  JsonArray list;
  for (const auto& problem : problems) list.push_back(elevaite::engine::to_json(problem));
  JsonObject body{{"is_deployable", !elevaite::engine::has_errors(problems)}};
  body["problems"] = std::move(list);
  co_return json_response(200, Json(std::move(body)));
}

}  // namespace

void register_validate_agent(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents/{agent}/validate";
  spec.operation_id = "validate_agent";
  spec.summary = "Everything that is wrong with a draft";
  spec.description = "Of the stored draft, or of a workflow in the body.";
  spec.tag = "agents";
  spec.permission = model::Permission::agents_read;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.max_body_bytes = 2 << 20;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "workflow":{"type":"object"}}})");
  spec.responses = {
      {200, "The problems; deployable when none is an error", schema(R"({"type":"object",
      "properties":{"is_deployable":{"type":"boolean"},"problems":{"type":"array","items":{
      "type":"object"}}}})")}};
  add_route(router, std::move(spec), services, &validate_agent);
}

}  // namespace elevaite::http::engine
