#include "http/job_answers.hpp"
#include "http/run_jobs.hpp"

namespace elevaite::http::engine {

void register_start_run(Router& router, EngineServices& services);

namespace {

struct Subject {
  model::AgentId agent_id;
  model::VersionId version_id;
  elevaite::engine::Compiled workflow;
};

Task<Result<Subject>> find_subject(EngineServices& services, RequestContext& context,
                                   bool is_draft) {
  std::string name = context.path_parameter("agent");
  if (!is_draft) {
    auto found = services.versions.find_deployed(context.principal.tenant_id, name);
    if (!found) {
      CO_TRY(found, co_await services.versions.deployed(context.principal.tenant_id, name));
    }
    co_return Subject{found->agent_id, found->version_id, found->workflow};
  }
  if (!context.principal.permissions.has(model::Permission::agents_write)) {
    co_return Error{ErrorCode::permission_denied,
                    "Running a draft needs the permission agents:write.", "permission_missing"};
  }
  CO_TRY(auto snapshot, co_await services.agents.snapshot_draft(actor_of(context), name));
  co_return Subject{snapshot.agent.id, snapshot.version_id, snapshot.workflow};
}

// The trigger that was asked for; else the manual one; else the first.
Result<std::string> trigger_of(const elevaite::engine::CompiledWorkflow& workflow,
                               std::string_view wanted) {
  const model::Node* chosen = nullptr;
  for (int index : workflow.triggers()) {
    const model::Node& node = workflow.node(index).node;
    if (node.is_disabled) continue;
    if (!wanted.empty()) {
      if (node.id == wanted) return node.id;
    } else if (chosen == nullptr || (node.kind == "manual_trigger" && chosen->kind != node.kind)) {
      chosen = &node;
    }
  }
  if (!wanted.empty()) {
    return invalid_field("trigger_node", "unknown", "The agent has no trigger with this id.");
  }
  if (chosen == nullptr) {
    Error error = invalid_argument("The agent has no trigger, so there is nothing to begin with.");
    error.reason = "no_trigger";
    return error;
  }
  return chosen->id;
}

// A job instead of a run.
Task<Result<net::HttpResponse>> enqueue(EngineServices& services, RequestContext& context,
                                        elevaite::engine::StartRequest start, QueuedRun with) {
  with.priority =
      static_cast<int>(find_int(context.body, "priority").value_or(ports::kNormalPriority));
  with.created_by = context.principal.user_id;
  if (auto seconds = find_int(context.body, "delay"))
    with.run_at = services.clock.now() + std::chrono::seconds(*seconds);
  if (auto seconds = find_int(context.body, "timeout"))
    with.deadline_at = services.clock.now() + std::chrono::seconds(*seconds);
  CO_TRY(auto created, co_await enqueue_run(services, std::move(start), std::move(with)));
  co_return queued_response(created, job_json(created.job, true));
}

// What was asked for; else what the trigger says.
std::optional<std::string> queue_for(const Json& body,
                                     const elevaite::engine::StartRequest& start) {
  auto mode = find_string(body, "mode");
  // A test of the draft is looked at while it runs.
  if (mode == "now" || (!mode && start.is_test)) return std::nullopt;
  auto queue = queue_of(start.workflow->node(start.workflow->find(start.trigger_node)).node);
  if (auto wanted = find_string(body, "queue"); wanted && (mode || queue)) queue = *wanted;
  if (mode && !queue) queue = model::kLongQueue;
  return queue;
}

Task<Result<net::HttpResponse>> start_run(EngineServices& services, RequestContext& context) {
  bool is_draft = find_string(context.body, "version") == "draft";
  CO_TRY(auto subject, co_await find_subject(services, context, is_draft));
  elevaite::engine::StartRequest start;
  CO_TRY(start.trigger_node,
         trigger_of(*subject.workflow, find_string(context.body, "trigger_node").value_or("")));
  CO_TRY(start.idempotency_key, read_idempotency_key(context.request));
  start.tenant_id = context.principal.tenant_id;
  start.agent_id = subject.agent_id;
  start.version_id = subject.version_id;
  start.workflow = std::move(subject.workflow);
  bool is_person = context.principal.kind == model::Principal::Kind::session;
  start.trigger = is_person ? model::TriggerKind::manual : model::TriggerKind::api;
  if (const Json* input = find(context.body, "input")) start.input = *input;
  start.is_test = is_draft;
  start.started_by = context.principal.user_id;
  start.traceparent = context.traceparent;
  if (auto queue = queue_for(context.body, start)) {
    QueuedRun with;
    with.queue = std::move(*queue);
    co_return co_await enqueue(services, context, std::move(start), std::move(with));
  }
  CO_TRY(auto started, co_await services.engine.start_run(std::move(start)));
  co_return co_await started_response(services, context.principal.tenant_id, std::move(started),
                                      wait_of(context.body));
}

}  // namespace

void register_start_run(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "POST";
  spec.path = "/v1/agents/{agent}/runs";
  spec.operation_id = "start_run";
  spec.summary = "Run an agent, or its draft as a test";
  spec.description =
      "With the header Idempotency-Key the same request starts one run, however often it is sent.";
  spec.tag = "runs";
  spec.permission = model::Permission::agents_chat;
  spec.body = Body::json;
  spec.is_body_optional = true;
  spec.max_body_bytes = 2 << 20;
  spec.request_schema = schema(R"({"type":"object","properties":{
    "input":{"description":"What the trigger gives to the workflow."},
    "trigger_node":{"type":"string","maxLength":64,
                    "description":"Absent: the manual trigger, or else the first."},
    "version":{"type":"string","enum":["deployed","draft"],"default":"deployed"},
    "mode":{"type":"string","enum":["now","async"],
            "description":"async: a worker starts the run; the answer is a job. Absent: as the )"
                               R"(trigger's setting runs_on says."},
    "queue":{"type":"string","enum":["quick","long"],
             "description":"With async: quick is for what takes less than two minutes."},
    "priority":{"type":"integer","minimum":0,"maximum":9,"default":4,
                "description":"With async: 9 goes first among the tenant's own jobs."},
    "timeout":{"type":"integer","minimum":1,"maximum":31536000,
               "description":"With async: seconds within which it must end, or it fails."},
    "delay":{"type":"integer","minimum":0,"maximum":31536000,
             "description":"With async: seconds until it may begin."},
    "wait":{"type":["boolean","integer"],"minimum":0,"maximum":60,"default":false,
            "description":"Wait for the end: true for 30 seconds, or a number of seconds."}}})");
  spec.responses = {{201, "The run, ended within the time to wait", run_schema()},
                    {202, "The run, under way or waiting; with async its job",
                     JsonObject{{"anyOf", JsonArray{run_schema(), job_schema()}}}}};
  add_route(router, std::move(spec), services, &start_run);
}

}  // namespace elevaite::http::engine
