#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_fork_run(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> fork_run(EngineServices& services, RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::RunId>("id"));
  const auto tenant_id = context.principal.tenant_id;
  elevaite::engine::ForkRequest fork;
  CO_TRY(fork.source, co_await services.engine.runs().get(tenant_id, id));
  if (!is_terminal(fork.source.status)) {
    Error error = conflict("The run has not ended yet. Cancel it, or wait for its end.");
    error.reason = "not_forkable";
    co_return error;
  }
  fork.started_by = context.principal.user_id;
  fork.from_node = find_string(context.body, "from_node").value_or("");
  if (const Json* input = find(context.body, "input")) fork.input = *input;
  if (find_string(context.body, "version") == "draft") {
    if (!context.principal.permissions.has(model::Permission::agents_write)) {
      co_return Error{ErrorCode::permission_denied,
                      "Running a draft needs the permission agents:write.", "permission_missing"};
    }
    std::string agent = fork.source.agent_id.str();
    CO_TRY(auto snapshot,
           co_await services.agents.snapshot_draft(actor_of(context), std::move(agent)));
    fork.version_id = snapshot.version_id;
    fork.workflow = std::move(snapshot.workflow);
    fork.is_test = true;
  } else {
    fork.version_id = fork.source.version_id;
    CO_TRY(fork.workflow, co_await services.versions.load(tenant_id, fork.version_id));
  }
  CO_TRY(auto started, co_await services.engine.fork_run(std::move(fork)));
  co_return co_await started_response(services, tenant_id, std::move(started),
                                      wait_of(context.body));
}

}  // namespace

void register_fork_run(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/runs/{id}/fork";
  spec.operation_id = "fork_run";
  spec.summary = "Begin a new run from a step of one that has ended";
  spec.description =
      "The new run keeps the recorded results of every node that neither is `from_node` nor comes "
      "after it, and executes the rest. With the draft, results are kept of nodes that are still "
      "of the same kind. Running the draft needs the permission `agents:write`.";
  spec.tag = "runs";
  spec.permission = model::Permission::runs_manage;
  spec.request_schema = schema(R"({"type":"object","required":["from_node"],"properties":{
    "from_node":{"type":"string","minLength":1,"maxLength":64},
    "version":{"type":"string","enum":["same","draft"],"default":"same"},
    "input":{"description":"Arrives at the node instead of the recorded values."},
    "wait":{"type":["boolean","integer"],"minimum":0,"maximum":60,"default":false}}})");
  spec.max_body_bytes = 2 << 20;
  spec.responses = {{201, "The new run, ended within the time to wait", run_schema()},
                    {202, "The new run, under way", run_schema()}};
  add_route(router, std::move(spec), services, &fork_run);
}

}  // namespace elevaite::http::engine
