#include "engine/message_store.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

#define MESSAGES                                                                           \
  "SELECT m.id, m.role, m.parts, m.run_id, m.parent_id, m.created_at, r.status, f.rating," \
  " f.comment FROM messages m"                                                             \
  " LEFT JOIN runs r ON r.tenant_id = m.tenant_id AND r.id = m.run_id"                     \
  " LEFT JOIN message_feedback f ON f.tenant_id = m.tenant_id AND f.message_id = m.id"
#define PAGE " AND m.id > $5 ORDER BY m.id LIMIT $6"

constexpr std::string_view kAll = MESSAGES
    " AND f.user_id = $1 WHERE m.tenant_id = $2 AND m.conversation_id = $3 AND ($4 = $4)" PAGE;
// Ids grow along a branch, so their order is the order of what was said.
constexpr std::string_view kBranch = MESSAGES
    " AND f.user_id = $1 WHERE m.tenant_id = $2 AND m.conversation_id = $3 AND m.id IN ("
    "WITH RECURSIVE branch (id, parent_id) AS (SELECT id, parent_id FROM messages"
    " WHERE tenant_id = $2 AND conversation_id = $3 AND id = $4"
    " UNION ALL SELECT p.id, p.parent_id FROM branch b JOIN messages p ON p.id = b.parent_id"
    " WHERE p.tenant_id = $2 AND p.conversation_id = $3) SELECT id FROM branch)" PAGE;
constexpr std::string_view kFind = MESSAGES
    " AND f.user_id = $1 WHERE m.tenant_id = $2 AND m.conversation_id = $3"
    " AND (m.id = $4 OR m.client_id = $5) ORDER BY m.id DESC LIMIT 1";

constexpr std::string_view kRate =
    "INSERT INTO message_feedback (tenant_id, message_id, user_id, conversation_id, run_id, rating,"
    " comment, created_at, updated_at) SELECT tenant_id, id, $1, conversation_id, run_id, $2,"
    " CAST($3 AS text), $4, $4 FROM messages WHERE tenant_id = $5 AND conversation_id = $6"
    " AND id = $7 AND role = 'assistant' ON CONFLICT (tenant_id, message_id, user_id)"
    " DO UPDATE SET rating = excluded.rating, comment = excluded.comment,"
    " updated_at = excluded.updated_at";
constexpr std::string_view kUnrate =
    "DELETE FROM message_feedback WHERE tenant_id = $1 AND conversation_id = $2"
    " AND message_id = $3 AND user_id = $4";
constexpr std::string_view kCount =
    "SELECT rating, count(*) FROM message_feedback WHERE tenant_id = $1 AND run_id = $2"
    " GROUP BY rating";

Result<Message> message_from(const Rows& rows, std::size_t row) {
  Message message;
  message.id = {rows.uuid(row, 0)};
  message.role = rows.text(row, 1);
  TRY(message.parts, parse_json(rows.text(row, 2), kMaxStoredJsonDepth));
  if (!rows.is_null(row, 3)) message.run_id = model::RunId{rows.uuid(row, 3)};
  if (!rows.is_null(row, 4)) message.parent_id = model::MessageId{rows.uuid(row, 4)};
  message.created_at = from_micros(rows.integer(row, 5));
  if (!rows.is_null(row, 6)) message.status = rows.text(row, 6);
  if (!rows.is_null(row, 7)) {
    Feedback feedback{rows.text(row, 7) == "up"};
    if (!rows.is_null(row, 8)) feedback.comment = rows.text(row, 8);
    message.feedback = std::move(feedback);
  }
  return message;
}

}  // namespace

Task<Result<std::vector<Message>>> MessageStore::list(model::TenantId tenant_id,
                                                      model::ConversationId id,
                                                      model::UserId reader, MessageFilter filter) {
  Statement statement{
      filter.head ? kBranch : kAll,
      {reader.uuid, tenant_id.uuid, id.uuid, filter.head ? filter.head->uuid : id.uuid,
       filter.after ? filter.after->uuid : Uuid{}, static_cast<std::int64_t>(filter.limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<Message> messages;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CO_TRY(auto message, message_from(rows, i));
    messages.push_back(std::move(message));
  }
  co_return messages;
}

Task<Result<std::optional<Message>>> MessageStore::find(model::TenantId tenant_id,
                                                        model::ConversationId id,
                                                        std::string name) {
  std::optional<Message> found;
  auto message_id = model::MessageId::parse(name);
  Statement statement{kFind,
                      {Uuid{}, tenant_id.uuid, id.uuid,
                       message_id ? SqlValue(message_id->uuid) : SqlValue(), std::move(name)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return found;
  CO_TRY(found, message_from(rows, 0));
  co_return found;
}

Task<Result<void>> MessageStore::rate(model::TenantId tenant_id, model::ConversationId id,
                                      model::MessageId message_id, model::UserId user_id,
                                      Feedback feedback, Instant now) {
  SqlValue comment;
  if (!feedback.comment.empty()) comment = std::move(feedback.comment);
  Statement statement{
      kRate,
      {user_id.uuid, std::string(feedback.is_up ? "up" : "down"), std::move(comment),
       to_micros(now), tenant_id.uuid, id.uuid, message_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.affected() == 0) co_return not_found("message");
  co_return Result<void>();
}

Task<Result<void>> MessageStore::unrate(model::TenantId tenant_id, model::ConversationId id,
                                        model::MessageId message_id, model::UserId user_id) {
  Statement statement{kUnrate, {tenant_id.uuid, id.uuid, message_id.uuid, user_id.uuid}};
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  co_return Result<void>();
}

Task<Result<FeedbackCount>> MessageStore::count_feedback(model::TenantId tenant_id,
                                                         model::RunId run_id) {
  Statement statement{kCount, {tenant_id.uuid, run_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  FeedbackCount count;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    (rows.text(i, 0) == "up" ? count.up : count.down) = rows.integer(i, 1);
  }
  co_return count;
}

}  // namespace elevaite::engine
