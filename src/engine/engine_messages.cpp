// What a run says in its conversation, and what it reads there; and what it leaves behind of its
// model calls.
#include "engine/engine.hpp"

namespace elevaite::engine {

using model::RunStatus;
using ports::Scope;
using ports::Statement;

namespace {

// Only with the run's row, and by its owner: a run that was turned away leaves no question behind,
// and one that was taken over no second answer. A repeated commit finds it there already.
constexpr std::string_view kInsertMessage =
    "INSERT INTO messages (id, tenant_id, conversation_id, run_id, role, parts, created_at)"
    " SELECT $1, tenant_id, conversation_id, id, CAST($2 AS text), CAST($3 AS text),"
    " CAST($4 AS bigint) FROM runs WHERE tenant_id = $5 AND id = $6 AND lease_epoch = $7"
    " ON CONFLICT DO NOTHING";

constexpr std::string_view kTouchConversation =
    "UPDATE conversations SET updated_at = $1 WHERE tenant_id = $2 AND id = $3 AND updated_at < $1";

void add_message_row(RunJournal& journal, Uuid id, std::string role, const JsonArray& parts,
                     Instant at) {
  const model::Run& row = journal.row;
  journal.add({kInsertMessage,
               {id, std::move(role), to_text(parts), to_micros(at), row.tenant_id.uuid, row.id.uuid,
                journal.lease_epoch}});
  journal.add({kTouchConversation, {to_micros(at), row.tenant_id.uuid, row.conversation_id->uuid}});
}

constexpr std::string_view kInsertUsage =
    "INSERT INTO run_usage (tenant_id, run_id, model, input_tokens, output_tokens, cost_usd_nanos,"
    " calls) SELECT tenant_id, id, CAST($1 AS text), CAST($2 AS bigint), CAST($3 AS bigint),"
    " CAST($4 AS bigint), CAST($5 AS bigint) FROM runs"
    " WHERE tenant_id = $6 AND id = $7 AND lease_epoch = $8 ON CONFLICT DO NOTHING";

void add_usage(RunJournal& journal, const RunState& state) {
  const model::Run& row = journal.row;
  for (const auto& [model, total] : state.usage_by_model) {
    journal.add(
        {kInsertUsage,
         {model, total.usage.input_tokens, total.usage.output_tokens, total.usage.cost_usd_nanos,
          total.calls, row.tenant_id.uuid, row.id.uuid, journal.lease_epoch}});
  }
}

}  // namespace

void Engine::add_message(RunJournal& journal, const StartRequest& request) {
  if (!request.message_parts || !request.conversation_id) return;
  add_message_row(journal, request.message_id->uuid, "user", *request.message_parts,
                  journal.row.created_at);
}

void Engine::finish_with(RunJournal& journal, const RunState& state) {
  add_usage(journal, state);
  const model::Run& row = journal.row;
  if (!row.conversation_id || row.status == RunStatus::queued) return;
  JsonArray parts;
  if (row.status == RunStatus::succeeded) {
    const Json* text = find(state.output, "text");
    parts.push_back(
        {{"type", "text"}, {"text", display_text(text == nullptr ? state.output : *text)}});
  } else if (row.error) {
    parts.push_back(
        {{"type", "error"},
         {"code", to_string(row.error->code)},
         {"text", row.status == RunStatus::cancelled ? "Stopped." : "The agent failed."}});
  }
  // The message has the run's own uuid: one answer a run, and sorted after the question.
  add_message_row(journal, row.id.uuid, "assistant", parts, clock_.now());
}

Task<Result<std::vector<model::ChatMessage>>> Engine::conversation(model::Run run,
                                                                   std::size_t limit) {
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
    message.role = rows.text(i, 0) == "user" ? model::ChatRole::user : model::ChatRole::assistant;
    if (const auto* list = parts.if_array()) {
      for (const Json& part : *list) {
        if (find_string(part, "type") == "text")
          message.text += find_string(part, "text").value_or("");
      }
    }
    if (!message.text.empty()) messages.push_back(std::move(message));
  }
  co_return messages;
}

}  // namespace elevaite::engine
