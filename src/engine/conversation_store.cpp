#include "engine/conversation_store.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

// At most one run is active: a unique index says so, and it is the one to be used here.
#define CONVERSATION_COLUMNS                                                           \
  "id, agent_id, user_id, title, created_at, updated_at, (SELECT r.id FROM runs r"     \
  " WHERE r.conversation_id = conversations.id AND r.status IN ('running', 'waiting')" \
  " AND COALESCE(r.tenant_id, r.id) = conversations.tenant_id) AS active_run_id"

constexpr std::string_view kInsert =
    "INSERT INTO conversations (id, tenant_id, agent_id, user_id, client_key, title, created_at,"
    " updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
constexpr std::string_view kGet =
    "SELECT " CONVERSATION_COLUMNS
    " FROM conversations WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND deleted_at IS NULL";
constexpr std::string_view kFindByKey =
    "SELECT " CONVERSATION_COLUMNS
    " FROM conversations WHERE tenant_id = $1 AND user_id = $2 AND agent_id = $3"
    " AND client_key = $4 AND deleted_at IS NULL";
constexpr std::string_view kList =
    "SELECT " CONVERSATION_COLUMNS
    " FROM conversations WHERE tenant_id = $1 AND user_id = $2 AND deleted_at IS NULL"
    " AND (updated_at, id) < ($3, $4) AND (CAST($5 AS boolean) OR agent_id = $6)"
    " AND LOWER(title) LIKE LOWER($7) ESCAPE '\\' ORDER BY updated_at DESC, id DESC LIMIT $8";
constexpr std::string_view kRename =
    "UPDATE conversations SET title = $1"
    " WHERE tenant_id = $2 AND user_id = $3 AND id = $4 AND deleted_at IS NULL";
constexpr std::string_view kMessages =
    "SELECT id, role, parts, run_id, created_at FROM messages"
    " WHERE tenant_id = $1 AND conversation_id = $2 AND id > $3 ORDER BY id LIMIT $4";
// The client's key is let go, so that it can begin a new conversation.
constexpr std::string_view kRemove =
    "UPDATE conversations SET deleted_at = $1, client_key = NULL"
    " WHERE tenant_id = $2 AND user_id = $3 AND id = $4 AND deleted_at IS NULL";
constexpr std::string_view kActiveRun =
    "SELECT id FROM runs WHERE tenant_id = $1 AND conversation_id = $2"
    " AND status IN ('running', 'waiting', 'queued') ORDER BY id DESC LIMIT 1";

constexpr std::size_t kMaxTitleBytes = 80;

Conversation conversation_from(const Rows& rows, std::size_t row) {
  Conversation conversation;
  conversation.id = {rows.uuid(row, 0)};
  conversation.agent_id = {rows.uuid(row, 1)};
  if (!rows.is_null(row, 2)) conversation.user_id = model::UserId{rows.uuid(row, 2)};
  conversation.title = rows.text(row, 3);
  conversation.created_at = from_micros(rows.integer(row, 4));
  conversation.updated_at = from_micros(rows.integer(row, 5));
  if (!rows.is_null(row, 6)) conversation.active_run_id = model::RunId{rows.uuid(row, 6)};
  return conversation;
}

// The beginning of the first message, cut between characters.
std::string title_of(std::string text) {
  if (text.size() <= kMaxTitleBytes) return text;
  std::size_t end = kMaxTitleBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

// A LIKE pattern for titles that hold `part`, whatever characters it is made of.
std::string pattern_of(std::string_view part) {
  std::string pattern = "%";
  for (char c : part) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

Uuid greatest_uuid() {
  Uuid uuid;
  uuid.bytes.fill(0xff);
  return uuid;
}

}  // namespace

Task<Result<Conversation>> ConversationStore::get(model::TenantId tenant_id, model::UserId user_id,
                                                  model::ConversationId id) {
  Statement statement{kGet, {tenant_id.uuid, user_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("conversation");
  co_return conversation_from(rows, 0);
}

Task<Result<Conversation>> ConversationStore::find(model::TenantId tenant_id,
                                                   model::AgentId agent_id, model::UserId user_id,
                                                   std::string key) {
  if (auto id = model::ConversationId::parse(key)) {
    CO_TRY(auto conversation, co_await get(tenant_id, user_id, *id));
    if (conversation.agent_id != agent_id) co_return not_found("conversation");
    co_return conversation;
  }
  Statement statement{kFindByKey, {tenant_id.uuid, user_id.uuid, agent_id.uuid, std::move(key)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("conversation");
  co_return conversation_from(rows, 0);
}

Task<Result<Conversation>> ConversationStore::open(model::TenantId tenant_id,
                                                   model::AgentId agent_id, model::UserId user_id,
                                                   std::string key, std::string title) {
  if (!key.empty()) {
    auto found = co_await find(tenant_id, agent_id, user_id, key);
    bool is_absent = !found && found.error().code == ErrorCode::not_found;
    if (!is_absent || model::ConversationId::parse(key)) co_return found;
  }
  Conversation conversation;
  conversation.id = model::ConversationId::generate();
  conversation.agent_id = agent_id;
  conversation.user_id = user_id;
  conversation.title = title_of(std::move(title));
  conversation.created_at = conversation.updated_at = clock_.now();
  std::int64_t now = to_micros(conversation.created_at);
  Statement insert{kInsert,
                   {conversation.id.uuid, tenant_id.uuid, agent_id.uuid, user_id.uuid,
                    key.empty() ? SqlValue() : SqlValue(key), conversation.title, now, now}};
  CO_TRY(auto inserted, co_await database_.query(Scope::tenant(tenant_id), std::move(insert)));
  // Somebody else began it with the same key a moment ago.
  if (inserted.affected() == 0) co_return co_await find(tenant_id, agent_id, user_id, key);
  co_return conversation;
}

Task<Result<std::vector<Conversation>>> ConversationStore::list(model::TenantId tenant_id,
                                                                model::UserId user_id,
                                                                ConversationFilter filter) {
  Statement statement{
      kList,
      {tenant_id.uuid, user_id.uuid,
       to_micros(filter.after ? filter.after->updated_at : Instant::max()),
       filter.after ? filter.after->id.uuid : greatest_uuid(), !filter.agent_id.has_value(),
       filter.agent_id ? filter.agent_id->uuid : tenant_id.uuid, pattern_of(filter.title_part),
       static_cast<std::int64_t>(filter.limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<Conversation> conversations;
  for (std::size_t i = 0; i < rows.size(); ++i) conversations.push_back(conversation_from(rows, i));
  co_return conversations;
}

Task<Result<Conversation>> ConversationStore::rename(model::TenantId tenant_id,
                                                     model::UserId user_id,
                                                     model::ConversationId id, std::string title) {
  Statement statement{kRename, {std::move(title), tenant_id.uuid, user_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.affected() == 0) co_return not_found("conversation");
  co_return co_await get(tenant_id, user_id, id);
}

Task<Result<std::vector<Message>>> ConversationStore::messages(
    model::TenantId tenant_id, model::ConversationId id, std::optional<model::MessageId> after,
    std::size_t limit) {
  Statement statement{
      kMessages,
      {tenant_id.uuid, id.uuid, after ? after->uuid : Uuid{}, static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  std::vector<Message> messages;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Message message;
    message.id = {rows.uuid(i, 0)};
    message.role = rows.text(i, 1);
    CO_TRY(message.parts, parse_json(rows.text(i, 2), kMaxStoredJsonDepth));
    if (!rows.is_null(i, 3)) message.run_id = model::RunId{rows.uuid(i, 3)};
    message.created_at = from_micros(rows.integer(i, 4));
    messages.push_back(std::move(message));
  }
  co_return messages;
}

Task<Result<void>> ConversationStore::remove(model::TenantId tenant_id, model::UserId user_id,
                                             model::ConversationId id) {
  Statement statement{kRemove, {to_micros(clock_.now()), tenant_id.uuid, user_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.affected() == 0) co_return not_found("conversation");
  co_return Result<void>();
}

Task<Result<std::optional<model::RunId>>> ConversationStore::active_run(model::TenantId tenant_id,
                                                                        model::ConversationId id) {
  Statement statement{kActiveRun, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return std::optional<model::RunId>();
  co_return model::RunId{rows.uuid(0, 0)};
}

}  // namespace elevaite::engine
