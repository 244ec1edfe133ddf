#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_retry_run(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> retry_run(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::RunId>("id"));
  const auto tenant_id = context.principal.tenant_id;
  CO_TRY(auto run, co_await services.engine.runs().get(tenant_id, id));
  if (run.status != model::RunStatus::failed && run.status != model::RunStatus::cancelled) {
    Error error = conflict("Only a run that failed or was cancelled can be retried.");
    error.reason = "not_retryable";
    co_return error;
  }
  CO_TRY(auto workflow, co_await services.versions.load(tenant_id, run.version_id));
  std::optional<model::UserId> by = context.principal.user_id;
  std::optional<std::string> no_key;
  CO_TRY(auto started,
         co_await services.engine.retry_run(std::move(run), std::move(workflow), no_key, by));
  co_return co_await started_response(services, tenant_id, std::move(started),
                                      wait_of(context.body));
}

}  // namespace

void register_retry_run(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/runs/{id}/retry";
  spec.operation_id = "retry_run";
  spec.summary = "Run again what failed: a new run that keeps what succeeded";
  spec.tag = "runs";
  spec.permission = model::Permission::runs_manage;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "wait":{"type":["boolean","integer"],"minimum":0,"maximum":60,"default":false}}})");
  spec.responses = {{201, "The new run, ended within the time to wait", run_schema()},
                    {202, "The new run, under way", run_schema()}};
  add_route(router, std::move(spec), services, &retry_run);
}

}  // namespace elevaite::http::engine
