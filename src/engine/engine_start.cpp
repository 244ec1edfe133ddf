// How a run begins: by a trigger, or behind another one of its conversation.
#include "engine/engine.hpp"

namespace elevaite::engine {

using model::EventType;
using model::RunStatus;

namespace {

Error conversation_busy() {
  Error error = conflict("The conversation is still answering an earlier message.");
  error.reason = "conversation_busy";
  return error;
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
  row.forked_from = request.forked_from;
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
  if (request.conversation_id) {
    data["conversation"] = JsonObject{{"id", request.conversation_id->str()}};
  } else if (!request.conversation.is_null()) {
    data["conversation"] = request.conversation;
  }
  if (request.started_by) data["started_by"] = request.started_by->str();
  if (!request.traceparent.empty()) data["traceparent"] = request.traceparent;
  if (request.retry_of) data["retry_of"] = request.retry_of->str();
  if (request.forked_from) data["forked_from"] = request.forked_from->str();
  if (!request.from_node.empty()) data["from_node"] = request.from_node;
  if (request.node_input) data["node_input"] = *request.node_input;
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
  CO_TRY(auto duplicate, co_await find_duplicate(request));
  if (duplicate) co_return *std::move(duplicate);
  if (!request.conversation_id) co_return conflict("The run could not be created.");
  if (!request.queues_behind) co_return conversation_busy();
  CO_TRY(bool is_written, co_await write_queued(request, row));
  if (!is_written) co_return conflict("The run could not be created.");
  // The earlier run may have ended between the two commits.
  tasks_.spawn(start_next(row.tenant_id, *row.conversation_id));
  Started started;
  started.id = row.id;
  started.is_queued = true;
  co_return started;
}

Task<Result<std::optional<Started>>> Engine::find_duplicate(const StartRequest& request) {
  std::optional<Started> found;
  if (!request.idempotency_key) co_return found;
  auto existing =
      co_await store_.find_by_key(request.tenant_id, request.agent_id, *request.idempotency_key);
  if (!existing && existing.error().code != ErrorCode::not_found) co_return existing.error();
  if (existing) {
    found = Started{existing->id, find_active(existing->id), true,
                    existing->status == RunStatus::queued};
  }
  co_return found;
}

// False when the database would not have it: its key is taken.
Task<Result<bool>> Engine::write_queued(const StartRequest& request, model::Run row) {
  row.status = RunStatus::queued;
  row.started_at.reset();
  auto journal = std::make_shared<RunJournal>(row, 1, lease_.id(), false);
  model::RunEvent created{
      EventType::run_created, 1, row.created_at, {}, created_data(request, row)};
  journal->append(created);
  add_turn(*journal, request);
  auto durable = co_await journal_.durable(journal);
  if (durable) co_return true;
  if (journal->fate() != JournalFate::rejected) co_return durable.error();
  co_return false;
}

Task<Result<Started>> Engine::queue_run(StartRequest request) {
  CO_CHECK(check_capacity());
  model::Run row = row_of(request);
  // The job takes it up. What has lost its job is found by the rescuer then, and ends.
  row.wake_at = row.created_at + options_.run_deadline;
  CO_TRY(bool is_written, co_await write_queued(request, row));
  if (!is_written) {
    CO_TRY(auto duplicate, co_await find_duplicate(request));
    if (duplicate) co_return *std::move(duplicate);
    co_return conflict("The run could not be created.");
  }
  Started started;
  started.id = row.id;
  started.is_queued = true;
  co_return started;
}

Task<Result<std::shared_ptr<Execution>>> Engine::take_up(model::TenantId tenant_id,
                                                         model::RunId id) {
  CO_CHECK(check_capacity());
  CO_CHECK(co_await resume(tenant_id, id, std::nullopt));
  co_return find_active(id);
}

Task<Result<Started>> Engine::start_with(StartRequest request, std::vector<model::RunEvent> kept) {
  model::Run row = row_of(request);
  auto journal = std::make_shared<RunJournal>(row, 1, lease_.id(), false);
  add_turn(*journal, request);
  auto execution = activate(journal, request.workflow);
  execution->begin(created_data(request, row));
  // In the commit that makes the run: whoever takes it over after a crash knows what is kept.
  execution->keep(std::move(kept));
  if (request.conversation_id || request.idempotency_key) {
    auto durable = co_await journal_.durable(journal);
    if (!durable && journal->fate() == JournalFate::rejected)
      co_return co_await settle_repeated(std::move(request));
    if (!durable) co_return durable.error();
  }
  execution->advance();
  CO_CHECK(co_await journal_.durable(journal));
  co_return Started{row.id, std::move(execution)};
}

Task<Result<Started>> Engine::settle_repeated(StartRequest request) {
  if (!request.idempotency_key) co_return conversation_busy();
  auto existing =
      co_await store_.find_by_key(request.tenant_id, request.agent_id, *request.idempotency_key);
  if (existing) co_return Started{existing->id, find_active(existing->id), true};
  if (existing.error().code != ErrorCode::not_found) co_return existing.error();
  co_return conversation_busy();
}

}  // namespace elevaite::engine
