#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_run_node(Router& router, EngineServices& services);

namespace {

Task<Result<net::HttpResponse>> run_node(EngineServices& services, RequestContext& context) {
  std::string name = context.path_parameter("agent");
  CO_TRY(auto snapshot,
         co_await services.agents.snapshot_draft(actor_of(context), std::move(name)));
  elevaite::engine::StartRequest start;
  start.only_node = context.path_parameter("node_id");
  if (snapshot.workflow->find(start.only_node) < 0) co_return not_found("node");
  start.tenant_id = context.principal.tenant_id;
  start.agent_id = snapshot.agent.id;
  start.version_id = snapshot.version_id;
  start.workflow = std::move(snapshot.workflow);
  start.trigger = model::TriggerKind::manual;
  if (const Json* input = find(context.body, "input")) start.input = *input;
  if (const auto* nodes = find_object(context.body, "nodes")) start.nodes = *nodes;
  // What is pinned stands for the other nodes, unless the request says otherwise.
  for (const auto& node : start.workflow->nodes()) {
    bool stands_in = node.node.pinned && !start.nodes.contains(node.node.id);
    if (stands_in) start.nodes[node.node.id] = node.node.pinned->output;
  }
  start.is_test = true;
  start.started_by = context.principal.user_id;
  start.traceparent = context.traceparent;
  CO_TRY(auto started, co_await services.engine.start_run(std::move(start)));
  co_return co_await started_response(services, context.principal.tenant_id, std::move(started),
                                      wait_of(context.body));
}

}  // namespace

void register_run_node(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents/{agent}/nodes/{node_id}/run";
  spec.operation_id = "run_node";
  spec.summary = "Try one node of the draft alone";
  spec.tag = "runs";
  spec.permission = model::Permission::agents_write;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.max_body_bytes = 2 << 20;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "input":{"description":"What arrives at the node."},
    "nodes":{"type":"object","description":"Outputs that stand for other nodes, by node id."},
    "wait":{"type":["boolean","integer"],"minimum":0,"maximum":60,"default":false}}})");
  spec.responses = {{201, "The run, ended within the time to wait", run_schema()},
                    {202, "The run, under way or waiting", run_schema()}};
  add_route(router, std::move(spec), services, &run_node);
}

}  // namespace elevaite::http::engine
