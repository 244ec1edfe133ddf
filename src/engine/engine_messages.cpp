// What a run says in its conversation, and what it reads there; and what it leaves behind of its
// model calls.
#include "engine/engine.hpp"
#include "engine/journal_rows.hpp"
#include "engine/run_findings.hpp"

namespace elevaite::engine {

using model::RunStatus;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

// All of it only with the run's row, and by its owner: a run that was turned away leaves no
// question behind, and one that was taken over no second answer. A repeated commit finds it there
// already.

// Before the question is given its place: of two turns that come at once the second waits here, and
// then follows the first.
constexpr std::string_view kTouchConversation =
    "UPDATE conversations SET updated_at = CASE WHEN updated_at < $1 THEN $1 ELSE updated_at END"
    " WHERE tenant_id = $2 AND id = $3";

constexpr std::string_view kInsertQuestion =
    "INSERT INTO messages (id, tenant_id, conversation_id, run_id, role, parts, created_at,"
    " client_id, parent_id) SELECT $1, r.tenant_id, r.conversation_id, r.id, 'user',"
    " CAST($2 AS text), r.created_at, CAST($3 AS text), CASE WHEN CAST($4 AS boolean)"
    " THEN (SELECT c.head_id FROM conversations c WHERE c.tenant_id = r.tenant_id"
    " AND c.id = r.conversation_id) ELSE $5 END"
    " FROM runs r WHERE r.tenant_id = $6 AND r.id = $7 AND r.lease_epoch = $8"
    " ON CONFLICT DO NOTHING";

// The answer has the run's own uuid: one answer a run, and sorted after the question. It has its
// place from the beginning, and its words at the end.
constexpr std::string_view kInsertAnswer =
    "INSERT INTO messages (id, tenant_id, conversation_id, run_id, role, parts, created_at,"
    " parent_id) SELECT r.id, r.tenant_id, r.conversation_id, r.id, 'assistant',"
    " CAST($1 AS text), r.created_at, $2 FROM runs r"
    " WHERE r.tenant_id = $3 AND r.id = $4 AND r.lease_epoch = $5"
    " ON CONFLICT DO NOTHING";

constexpr std::string_view kFinishAnswer =
    "INSERT INTO messages (id, tenant_id, conversation_id, run_id, role, parts, created_at,"
    " parent_id) SELECT r.id, r.tenant_id, r.conversation_id, r.id, 'assistant', CAST($1 AS text),"
    " CAST($2 AS bigint), (SELECT q.id FROM messages q WHERE q.tenant_id = r.tenant_id"
    " AND q.conversation_id = r.conversation_id AND q.id = $3)"
    " FROM runs r WHERE r.tenant_id = $4 AND r.id = $5 AND r.lease_epoch = $6"
    " ON CONFLICT (tenant_id, conversation_id, id)"
    " DO UPDATE SET parts = excluded.parts, created_at = excluded.created_at";

#define MOVE_HEAD                                                                               \
  "UPDATE conversations SET head_id = $1 WHERE tenant_id = $2 AND id = $3 AND EXISTS (SELECT 1" \
  " FROM runs r WHERE r.tenant_id = $2 AND r.id = $1 AND r.lease_epoch = $4)"
constexpr std::string_view kMoveHead = MOVE_HEAD;
constexpr std::string_view kReplaceHead = MOVE_HEAD " AND head_id = $5";

// What the model is told of an answer that a worker has yet to make.
constexpr std::string_view kUnderWay =
    "[A background task is still working on this. Its answer will appear here when it is ready.]";

void touch_conversation(RunJournal& journal, Instant at) {
  const model::Run& row = journal.row;
  journal.add({kTouchConversation, {to_micros(at), row.tenant_id.uuid, row.conversation_id->uuid}});
}

// What a person sent is shown to the model; of what an answer made it is told.
void take_file(model::ChatMessage& message, model::Attachment file) {
  if (message.role == model::ChatRole::user) {
    message.files.push_back(std::move(file));
  } else {
    message.text += "\n[The file \"" + file.name + "\" was made and given to the person.]";
  }
}

}  // namespace

void Engine::add_turn(RunJournal& journal, const StartRequest& request) {
  if (!request.message || !request.conversation_id) return;
  const model::Run& row = journal.row;
  const TurnMessage& question = *request.message;
  touch_conversation(journal, row.created_at);
  if (question.parts) {
    journal.add({kInsertQuestion,
                 {question.id.uuid, to_text(*question.parts),
                  question.client_id.empty() ? SqlValue() : SqlValue(question.client_id),
                  question.follows_head, ports::or_null(question.parent_id), row.tenant_id.uuid,
                  row.id.uuid, journal.lease_epoch}});
  }
  JsonArray parts;
  if (!request.job_id.empty())
    parts.push_back({{"type", "data-job"}, {"data", {{"job_id", request.job_id}}}});
  journal.add(
      {kInsertAnswer,
       {to_text(parts), question.id.uuid, row.tenant_id.uuid, row.id.uuid, journal.lease_epoch}});
  ports::Statement show{
      kMoveHead, {row.id.uuid, row.tenant_id.uuid, row.conversation_id->uuid, journal.lease_epoch}};
  if (question.in_place_of) {
    show.sql = kReplaceHead;
    show.params.push_back(question.in_place_of->uuid);
  }
  journal.add(std::move(show));
}

void Engine::finish_with(RunJournal& journal, const RunState& state) {
  const model::Run& row = journal.row;
  for (const auto& [model, total] : state.usage_by_model) {
    journal.add(insert_usage(row, model, total, journal.lease_epoch));
  }
  if (!row.conversation_id || row.status == RunStatus::queued) return;
  JsonArray parts;
  if (row.status == RunStatus::succeeded) {
    const Json* text = find(state.output, "text");
    // A file speaks for itself; what is known of it is no answer.
    bool is_file = model::attachment_from_json(state.output).has_value();
    if (!is_file) {
      parts.push_back(
          {{"type", "text"}, {"text", display_text(text == nullptr ? state.output : *text)}});
    }
    for (Json& part : findings_of(state).parts()) parts.push_back(std::move(part));
  } else if (row.error) {
    parts.push_back(
        {{"type", "error"},
         {"code", to_string(row.error->code)},
         {"text", row.status == RunStatus::cancelled ? "Stopped." : "The agent failed."}});
  }
  const auto now = clock_.now();
  journal.add({kFinishAnswer,
               {to_text(parts), to_micros(now), ports::or_null(state.question()),
                row.tenant_id.uuid, row.id.uuid, journal.lease_epoch}});
  touch_conversation(journal, now);
}

Task<Result<std::vector<model::ChatMessage>>> Engine::conversation(
    model::Run run, std::optional<model::MessageId> question, std::size_t limit) {
  static constexpr std::string_view kEarlier =
      "WITH RECURSIVE earlier (id, parent_id, role, parts, depth) AS ("
      " SELECT id, parent_id, role, parts, 0 FROM messages"
      " WHERE tenant_id = $1 AND conversation_id = $2 AND id = $3"
      " UNION ALL SELECT m.id, m.parent_id, m.role, m.parts, e.depth + 1"
      " FROM earlier e JOIN messages m ON m.id = e.parent_id"
      " WHERE m.tenant_id = $1 AND m.conversation_id = $2 AND e.depth < CAST($4 AS bigint))"
      " SELECT role, parts FROM earlier WHERE depth > 0 ORDER BY depth";
  std::vector<model::ChatMessage> messages;
  if (!run.conversation_id || !question) co_return messages;
  Statement statement{kEarlier,
                      {run.tenant_id.uuid, run.conversation_id->uuid, question->uuid,
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
        if (find_string(part, "type") == "data-job") message.text += kUnderWay;
        if (auto file = model::attachment_of_part(part)) take_file(message, *std::move(file));
      }
    }
    if (!message.text.empty() || !message.files.empty()) messages.push_back(std::move(message));
  }
  co_return messages;
}

}  // namespace elevaite::engine
