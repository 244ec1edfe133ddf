#include "engine/engine.hpp"

#include "core/log.hpp"

namespace elevaite::engine {

using model::EventType;
using model::RunStatus;
using ports::Scope;
using ports::Statement;

namespace {

constexpr std::string_view kInsertMessage =
    "INSERT INTO messages (id, tenant_id, conversation_id, run_id, role, parts, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";

}  // namespace

Engine::Engine(Executor executor, ports::Database& database, const ports::NodeRegistry& nodes,
               const Clock& clock, WorkflowLoader loader, EngineOptions options)
    : executor_(executor),
      database_(database),
      nodes_(nodes),
      clock_(clock),
      loader_(std::move(loader)),
      options_(options),
      lease_(database, clock, options.lease),
      store_(database),
      journal_(executor, database, options.journal),
      retired_(executor),
      rescue_now_(executor),
      services_(executor),
      tasks_(executor) {}

Engine::~Engine() = default;

Task<Result<void>> Engine::start() {
  CO_CHECK(co_await lease_.acquire());
  services_.spawn(journal_.run());
  services_.spawn(keep_lease());
  services_.spawn(rescue());
  is_started_ = true;
  co_return Result<void>();
}

Task<void> Engine::stop(Duration grace) {
  is_stopping_ = true;
  auto deadline = std::chrono::steady_clock::now() + grace;
  while (!executions_.empty() && std::chrono::steady_clock::now() < deadline) {
    auto left = std::chrono::duration_cast<Duration>(deadline - std::chrono::steady_clock::now());
    co_await retired_.wait_for(left);
  }
  // What is left is resumed by another process, or by the next start, from the journal.
  auto remaining = executions_;
  for (auto& [id, execution] : remaining) execution->abandon();
  remaining.clear();
  co_await journal_.stop();
  tasks_.cancel();
  services_.cancel();
  co_await tasks_.join();
  co_await services_.join();
  co_await lease_.release();
}

std::shared_ptr<Execution> Engine::find_active(model::RunId id) const {
  auto found = executions_.find(id);
  return found == executions_.end() ? nullptr : found->second;
}

void Engine::retire(model::RunId id) {
  auto found = executions_.find(id);
  if (found == executions_.end()) return;
  auto conversation_id = found->second->row().conversation_id;
  auto tenant_id = found->second->row().tenant_id;
  bool is_over = is_terminal(found->second->state().status);
  executions_.erase(found);
  retired_.notify_all();
  if (conversation_id && is_over && !is_stopping_) tasks_.spawn(start_next(tenant_id, *conversation_id));
}

std::shared_ptr<Execution> Engine::activate(std::shared_ptr<RunJournal> journal,
                                            std::shared_ptr<const CompiledWorkflow> workflow) {
  auto id = journal->row.id;
  auto execution = std::make_shared<Execution>(*this, std::move(journal), std::move(workflow));
  executions_.insert_or_assign(id, execution);
  return execution;
}

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

void Engine::add_message(RunJournal& journal, const StartRequest& request) {
  if (!request.message_parts || !request.conversation_id) return;
  const model::Run& row = journal.row;
  journal.add({kInsertMessage,
               {request.message_id->uuid, row.tenant_id.uuid, request.conversation_id->uuid, row.id.uuid,
                std::string("user"), to_text(*request.message_parts), to_micros(row.created_at)}});
}

Task<Result<Started>> Engine::start_run(StartRequest request) {
  if (is_stopping_ || !is_started_) {
    co_return Error{ErrorCode::unavailable, "The engine is stopping. Try again.", "stopping"};
  }
  if (executions_.size() >= options_.max_active_runs) {
    co_return Error{ErrorCode::unavailable, "Too many runs are active. Try again in a moment.",
                    "too_many_runs", {}, 1s};
  }
  // Before the run's id is made: the answer has the run's uuid and must sort after the question.
  if (request.message_parts && !request.message_id) request.message_id = model::MessageId::generate();
  model::Run row = row_of(request);
  auto journal = std::make_shared<RunJournal>(row, 1, lease_.id(), false);
  add_message(*journal, request);
  auto execution = activate(journal, request.workflow);
  execution->begin(created_data(request, row));
  // Whether the key or the conversation is taken is the database's word, so it is asked before anything runs.
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
    if (existing) {
      co_return Started{existing->id, find_active(existing->id), true,
                        existing->status == RunStatus::queued};
    }
  }
  if (!request.conversation_id) co_return conflict("The run could not be created.");
  if (!request.queues_behind) {
    Error error = conflict("The conversation is still answering an earlier message.");
    error.reason = "conversation_busy";
    co_return error;
  }
  row.status = RunStatus::queued;
  row.started_at.reset();
  auto journal = std::make_shared<RunJournal>(row, 1, lease_.id(), false);
  model::RunEvent created{EventType::run_created, 1, row.created_at, {}, created_data(request, row)};
  journal->append(created);
  add_message(*journal, request);
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
    }
    // What a pass of a loop did is part of the loop, which runs anew.
    bool is_whole_step = event.type == EventType::step_succeeded &&
                         event.step.find_first_of("[:") == std::string::npos;
    if (is_whole_step) kept.push_back(std::move(event));
  }
  model::Run row = row_of(request);
  auto journal = std::make_shared<RunJournal>(row, 1, lease_.id(), false);
  auto execution = activate(journal, request.workflow);
  execution->begin(created_data(request, row));
  execution->keep(std::move(kept));
  execution->advance();
  CO_CHECK(co_await journal_.durable(journal));
  co_return Started{row.id, std::move(execution)};
}

void Engine::finish_with(RunJournal& journal, const RunState& state) {
  const model::Run& row = journal.row;
  if (!row.conversation_id || row.status == RunStatus::queued) return;
  JsonArray parts;
  if (row.status == RunStatus::succeeded) {
    const Json* text = find(state.output, "text");
    parts.push_back({{"type", "text"}, {"text", display_text(text == nullptr ? state.output : *text)}});
  } else if (row.error) {
    parts.push_back({{"type", "error"},
                     {"code", to_string(row.error->code)},
                     {"text", row.status == RunStatus::cancelled ? "Stopped." : "The agent failed."}});
  }
  // The message has the run's own uuid: one answer a run, and sorted after the question.
  journal.add({kInsertMessage,
               {row.id.uuid, row.tenant_id.uuid, row.conversation_id->uuid, row.id.uuid,
                std::string("assistant"), to_text(parts), to_micros(clock_.now())}});
}

Task<Result<std::vector<model::ChatMessage>>> Engine::conversation(model::Run run, std::size_t limit) {
  static constexpr std::string_view kEarlier =
      "SELECT role, parts FROM messages WHERE tenant_id = $1 AND conversation_id = $2"
      " AND id < $3 AND (run_id IS NULL OR run_id <> $4) ORDER BY id DESC LIMIT $5";
  std::vector<model::ChatMessage> messages;
  if (!run.conversation_id) co_return messages;
  Statement statement{kEarlier,
                      {run.tenant_id.uuid, run.conversation_id->uuid, run.id.uuid, run.id.uuid,
                       static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(run.tenant_id), std::move(statement)));
  for (std::size_t i = rows.size(); i-- > 0;) {
    CO_TRY(auto parts, parse_json(rows.text(i, 1), kMaxStoredJsonDepth));
    model::ChatMessage message;
    message.role =
        rows.text(i, 0) == "user" ? model::ChatRole::user : model::ChatRole::assistant;
    if (const auto* list = parts.if_array()) {
      for (const Json& part : *list) {
        if (find_string(part, "type") == "text") message.text += find_string(part, "text").value_or("");
      }
    }
    if (!message.text.empty()) messages.push_back(std::move(message));
  }
  co_return messages;
}

}  // namespace elevaite::engine
