#include "http/chat_turn.hpp"

#include "engine/run_job.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http {

constexpr std::size_t kMaxTurnKeyBytes = 255;

Task<Result<elevaite::engine::DeployedPtr>> find_agent(EngineServices& services,
                                                       model::TenantId tenant_id,
                                                       std::string agent) {
  if (auto found = services.versions.find_deployed(tenant_id, agent)) co_return found;
  co_return co_await services.versions.deployed(tenant_id, std::move(agent));
}

Task<Result<elevaite::engine::DeployedPtr>> find_draft(EngineServices& services,
                                                       const RequestContext& context,
                                                       std::string agent) {
  if (!context.principal.permissions.has(model::Permission::agents_write)) {
    co_return Error{ErrorCode::permission_denied,
                    "Talking to a draft needs the permission agents:write.", "permission_missing"};
  }
  CO_TRY(auto snapshot, co_await services.agents.snapshot_draft(actor_of(context), agent));
  auto draft = std::make_shared<elevaite::engine::Deployed>();
  draft->tenant_id = context.principal.tenant_id;
  draft->agent_id = snapshot.agent.id;
  draft->slug = snapshot.agent.slug;
  draft->name = snapshot.agent.name;
  draft->version_id = snapshot.version_id;
  draft->workflow = std::move(snapshot.workflow);
  co_return elevaite::engine::DeployedPtr(std::move(draft));
}

Result<std::optional<std::string>> idempotency_key(const RequestContext& context) {
  auto key = context.request.headers.get("Idempotency-Key");
  if (key.empty()) return std::optional<std::string>();
  bool is_printable =
      std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (key.size() > kMaxTurnKeyBytes || !is_printable) {
    return invalid_field("Idempotency-Key", "format",
                         "Must be 1 to 255 printable ASCII characters without spaces.");
  }
  if (elevaite::engine::job_of_key(key))
    return invalid_field("Idempotency-Key", "reserved", "This is the key of a job.");
  return std::optional<std::string>(std::string(key));
}

Result<elevaite::engine::StartRequest> turn_request(const RequestContext& context, ChatTurn turn) {
  const auto& workflow = *turn.agent->workflow;
  elevaite::engine::StartRequest start;
  for (int trigger : workflow.triggers()) {
    if (workflow.node(trigger).node.kind == "chat_trigger") {
      start.trigger_node = workflow.node(trigger).node.id;
    }
  }
  if (start.trigger_node.empty()) {
    Error error = invalid_argument("This agent has no chat trigger, so it cannot be talked to.");
    error.reason = "no_chat_trigger";
    return error;
  }
  JsonObject input{{"message", turn.message}, {"user_id", context.principal.user_id.str()}};
  if (turn.conversation_id) {
    input["conversation_id"] = turn.conversation_id->str();
  }
  if (turn.question) {
    input["message_id"] = turn.question->id.str();
    start.message = std::move(turn.question);
  }
  if (!turn.files.empty()) input["files"] = model::to_json(turn.files);
  if (turn.history) input["history"] = std::move(*turn.history);
  start.tenant_id = context.principal.tenant_id;
  start.agent_id = turn.agent->agent_id;
  start.version_id = turn.agent->version_id;
  start.workflow = turn.agent->workflow;
  start.trigger = model::TriggerKind::chat;
  start.is_test = turn.is_test;
  start.input = std::move(input);
  start.idempotency_key = std::move(turn.idempotency_key);
  start.conversation_id = turn.conversation_id;
  start.queues_behind = turn.queues_behind;
  start.traceparent = context.traceparent;
  return start;
}

Task<Result<elevaite::engine::Started>> start_turn(EngineServices& services,
                                                   const RequestContext& context, ChatTurn turn) {
  CO_TRY(auto start, turn_request(context, std::move(turn)));
  co_return co_await services.engine.start_run(std::move(start));
}

}  // namespace elevaite::http
