// How a run begins: by a trigger, behind another one of its conversation, or as a retry.
#include "engine/engine.hpp"

namespace elevaite::engine {

using model::EventType;
using model::RunStatus;

namespace {

// A retry goes the same way: it keeps what succeeded, and the failures after which the workflow
// itself went on.
bool is_kept_by_retry(const CompiledWorkflow& workflow, const model::RunEvent& event) {
  // What a pass of a loop did is part of the loop, which runs anew.
  if (event.step.find_first_of("[:") != std::string::npos) return false;
  if (event.type == EventType::step_succeeded) return true;
  int node = workflow.find(event.step);
  return event.type == EventType::step_failed && node >= 0 && handles_failure(workflow, node);
}

Error conversation_busy() {
  Error error = conflict("The conversation is still answering an earlier message.");
  error.reason = "conversation_busy";
  return error;
}

// A turn of a conversation is tried again in its place there.
void keep_place(StartRequest& request, const model::Run& failed) {
  if (!failed.conversation_id) return;
  auto question = model::MessageId::parse(find_string(request.input, "message_id").value_or(""));
  if (!question) return;
  request.conversation_id = failed.conversation_id;
  request.message.emplace();
  request.message->id = *question;
  request.message->in_place_of = failed.id;
}

Result<void> check_only_node(const StartRequest& request) {
  if (request.only_node.empty()) return {};
  int node = request.workflow->find(request.only_node);
  if (node < 0) return not_found("node");
  if (!request.workflow->node(node).is_tool) return {};
  return invalid_field("only_node", "is_tool",
                       "The node is attached to an agent as a tool, so only the agent can run it.");
}

}  // namespace

model::Run Engine::row_of(const StartRequest& request) const {
  model::Run row;
  row.id = model::RunId::generate();
  row.tenant_id = request.tenant_id;
  row.agent_id = request.agent_id;
  row.version_id = request.version_id;
  row.trigger = request.trigger;
  row.status = RunStatus::running;
  row.is_test = request.is_test;
  row.conversation_id = request.conversation_id;
  row.idempotency_key = request.idempotency_key;
  row.retry_of = request.retry_of;
  row.created_at = clock_.now();
  row.started_at = row.created_at;
  return row;
}

JsonObject Engine::created_data(const StartRequest& request, const model::Run& row) const {
  JsonObject data{{"trigger", to_string(request.trigger)},
                  {"trigger_node", request.trigger_node},
                  {"version", row.version_id.str()},
                  {"input", request.input},
                  {"run", {{"id", row.id.str()}, {"started_at", to_rfc3339(row.created_at)}}},
                  {"deadline_at", to_rfc3339(row.created_at + options_.run_deadline)}};
  if (!request.traceparent.empty()) data["traceparent"] = request.traceparent;
  if (request.retry_of) data["retry_of"] = request.retry_of->str();
  if (!request.only_node.empty()) {
    data["only_node"] = request.only_node;
    data["nodes"] = request.nodes;
  }
  return data;
}

Result<void> Engine::check_capacity() const {
  if (is_stopping_ || !is_started_) {
    return Error{ErrorCode::unavailable, "The engine is stopping. Try again.", "stopping"};
  }
  if (executions_.size() >= options_.max_active_runs) {
    return Error{ErrorCode::unavailable,
                 "Too many runs are active. Try again in a moment.",
                 "too_many_runs",
                 {},
                 1s};
  }
  return {};
}

Task<Result<Started>> Engine::start_run(StartRequest request) {
  CO_CHECK(check_capacity());
  CO_CHECK(check_only_node(request));
  model::Run row = row_of(request);
  auto journal = std::make_shared<RunJournal>(row, 1, lease_.id(), false);
  add_turn(*journal, request);
  auto execution = activate(journal, request.workflow);
  execution->begin(created_data(request, row));
  // Whether the key or the conversation is taken is the database's word, so it is asked before
  // anything runs.
  if (request.idempotency_key || request.conversation_id) {
    auto durable = co_await journal_.durable(journal);
    if (!durable) {
      if (journal->fate() != JournalFate::rejected) co_return durable.error();
      co_return co_await settle_rejected(std::move(request), std::move(row));
    }
  }
  execution->advance();
  co_return Started{row.id, std::move(execution)};
}

Task<Result<Started>> Engine::settle_rejected(StartRequest request, model::Run row) {
  if (request.idempotency_key) {
    auto existing =
        co_await store_.find_by_key(request.tenant_id, request.agent_id, *request.idempotency_key);
    if (!existing && existing.error().code != ErrorCode::not_found) co_return existing.error();
    if (existing) {
      co_return Started{existing->id, find_active(existing->id), true,
                        existing->status == RunStatus::queued};
    }
  }
  if (!request.conversation_id) co_return conflict("The run could not be created.");
  if (!request.queues_behind) co_return conversation_busy();
  row.status = RunStatus::queued;
  row.started_at.reset();
  auto journal = std::make_shared<RunJournal>(row, 1, lease_.id(), false);
  model::RunEvent created{
      EventType::run_created, 1, row.created_at, {}, created_data(request, row)};
  journal->append(created);
  add_turn(*journal, request);
  CO_CHECK(co_await journal_.durable(journal));
  // The earlier run may have ended between the two commits.
  tasks_.spawn(start_next(row.tenant_id, *row.conversation_id));
  Started started;
  started.id = row.id;
  started.is_queued = true;
  co_return started;
}

Task<Result<Started>> Engine::retry_run(model::Run failed,
                                        std::shared_ptr<const CompiledWorkflow> workflow) {
  CO_CHECK(check_capacity());
  CO_TRY(auto events, co_await store_.events(failed.tenant_id, failed.id, 0, SIZE_MAX >> 1));
  StartRequest request;
  request.tenant_id = failed.tenant_id;
  request.agent_id = failed.agent_id;
  request.version_id = failed.version_id;
  request.workflow = workflow;
  request.trigger = failed.trigger;
  request.is_test = failed.is_test;
  request.retry_of = failed.id;
  std::vector<model::RunEvent> kept;
  for (const Json& text : events) {
    CO_TRY(auto event, model::parse_event(text));
    if (event.type == EventType::run_created) {
      request.input = event.data["input"];
      request.trigger_node = find_string(text, "trigger_node").value_or("");
      request.traceparent = find_string(text, "traceparent").value_or("");
      request.only_node = find_string(text, "only_node").value_or("");
      if (const auto* nodes = find_object(text, "nodes")) request.nodes = *nodes;
    }
    if (is_kept_by_retry(*workflow, event)) kept.push_back(std::move(event));
  }
  keep_place(request, failed);
  model::Run row = row_of(request);
  auto journal = std::make_shared<RunJournal>(row, 1, lease_.id(), false);
  add_turn(*journal, request);
  auto execution = activate(journal, request.workflow);
  execution->begin(created_data(request, row));
  if (request.conversation_id) {
    auto durable = co_await journal_.durable(journal);
    if (!durable && journal->fate() == JournalFate::rejected) co_return conversation_busy();
    if (!durable) co_return durable.error();
  }
  execution->keep(std::move(kept));
  execution->advance();
  CO_CHECK(co_await journal_.durable(journal));
  co_return Started{row.id, std::move(execution)};
}

}  // namespace elevaite::engine
