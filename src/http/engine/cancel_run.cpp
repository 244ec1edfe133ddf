#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_cancel_run(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> cancel_run(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::RunId>("id"));
  const auto tenant_id = context.principal.tenant_id;
  std::string reason(find_string(context.body, "reason").value_or("Cancelled by a person."));
  CO_CHECK(co_await services.engine.cancel_run(tenant_id, id, std::move(reason)));
  CO_TRY(auto run, co_await services.engine.runs().get(tenant_id, id));
  co_return json_response(202, run_json(run));
}

}  // namespace

void register_cancel_run(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/runs/{id}/cancel";
  spec.operation_id = "cancel_run";
  spec.summary = "End a run";
  spec.description = "A run that has ended already is a conflict (already_ended).";
  spec.tag = "runs";
  spec.permission = model::Permission::runs_manage;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "reason":{"type":"string","minLength":1,"maxLength":500}}})");
  spec.responses = {{202, "Cancelled, or about to be by the process that runs it", run_schema()}};
  add_route(router, std::move(spec), services, &cancel_run);
}

}  // namespace elevaite::http::engine
