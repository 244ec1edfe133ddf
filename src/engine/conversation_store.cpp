#include "engine/conversation_store.hpp"

#include "engine/conversation_rows.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

constexpr std::string_view kInsertConversation =
    "INSERT INTO conversations (id, tenant_id, agent_id, user_id, client_key, title, created_at,"
    " updated_at, is_test) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
constexpr std::string_view kGetConversation =
    "SELECT " CONVERSATION_COLUMNS
    " FROM conversations WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND deleted_at IS NULL";
constexpr std::string_view kFindByKey =
    "SELECT " CONVERSATION_COLUMNS
    " FROM conversations WHERE tenant_id = $1 AND user_id = $2 AND agent_id = $3"
    " AND client_key = $4 AND deleted_at IS NULL";
constexpr std::string_view kListConversations =
    "SELECT " CONVERSATION_COLUMNS
    " FROM conversations WHERE tenant_id = $1 AND user_id = $2 AND deleted_at IS NULL"
    " AND NOT is_test AND (updated_at, id) < ($3, $4) AND (CAST($5 AS boolean) OR agent_id = $6)"
    " AND LOWER(title) LIKE LOWER($7) ESCAPE '\\' ORDER BY updated_at DESC, id DESC LIMIT $8";
constexpr std::string_view kRename =
    "UPDATE conversations SET title = $1"
    " WHERE tenant_id = $2 AND user_id = $3 AND id = $4 AND deleted_at IS NULL";
// The client's key is let go, so that it can begin a new conversation.
constexpr std::string_view kRemoveConversation =
    "UPDATE conversations SET deleted_at = $1, client_key = NULL, share_id = NULL"
    " WHERE tenant_id = $2 AND user_id = $3 AND id = $4 AND deleted_at IS NULL";
constexpr std::string_view kActiveRun =
    "SELECT id FROM runs WHERE tenant_id = $1 AND conversation_id = $2"
    " AND status IN ('running', 'waiting', 'queued') ORDER BY id DESC LIMIT 1";

constexpr std::size_t kMaxTitleBytes = 80;

// The beginning of the first message, cut between characters.
std::string title_of(std::string text) {
  if (text.size() <= kMaxTitleBytes) return text;
  std::size_t end = kMaxTitleBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

// The same key may name a conversation with the draft and one with what is deployed.
std::string stored_key(std::string key, bool is_test) { return is_test ? "draft:" + key : key; }

// A LIKE pattern for titles that hold `part`, whatever characters it is made of.
std::string title_pattern(std::string_view part) {
  std::string pattern = "%";
  for (char c : part) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace

Task<Result<Conversation>> ConversationStore::get(model::TenantId tenant_id, model::UserId user_id,
                                                  model::ConversationId id) {
  Statement statement{kGetConversation, {tenant_id.uuid, user_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("conversation");
  co_return conversation_from(rows, 0);
}

Task<Result<Conversation>> ConversationStore::find(model::TenantId tenant_id,
                                                   model::AgentId agent_id, model::UserId user_id,
                                                   std::string key, bool is_test) {
  if (auto id = model::ConversationId::parse(key)) {
    CO_TRY(auto conversation, co_await get(tenant_id, user_id, *id));
    bool is_meant = conversation.agent_id == agent_id && conversation.is_test == is_test;
    if (!is_meant) co_return not_found("conversation");
    co_return conversation;
  }
  Statement statement{
      kFindByKey,
      {tenant_id.uuid, user_id.uuid, agent_id.uuid, stored_key(std::move(key), is_test)}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("conversation");
  co_return conversation_from(rows, 0);
}

Task<Result<Conversation>> ConversationStore::open(model::TenantId tenant_id,
                                                   model::AgentId agent_id, model::UserId user_id,
                                                   std::string key, std::string title,
                                                   bool is_test) {
  if (!key.empty()) {
    auto found = co_await find(tenant_id, agent_id, user_id, key, is_test);
    bool is_absent = !found && found.error().code == ErrorCode::not_found;
    if (!is_absent || model::ConversationId::parse(key)) co_return found;
  }
  Conversation conversation;
  conversation.id = model::ConversationId::generate();
  conversation.agent_id = agent_id;
  conversation.user_id = user_id;
  conversation.title = title_of(std::move(title));
  conversation.created_at = conversation.updated_at = clock_.now();
  conversation.is_test = is_test;
  std::int64_t now = to_micros(conversation.created_at);
  Statement insert{kInsertConversation,
                   {conversation.id.uuid, tenant_id.uuid, agent_id.uuid, user_id.uuid,
                    key.empty() ? SqlValue() : SqlValue(stored_key(key, is_test)),
                    conversation.title, now, now, is_test}};
  CO_TRY(auto inserted, co_await database_.query(Scope::tenant(tenant_id), std::move(insert)));
  // Somebody else began it with the same key a moment ago.
  if (inserted.affected() == 0) co_return co_await find(tenant_id, agent_id, user_id, key, is_test);
  co_return conversation;
}

Task<Result<std::vector<Conversation>>> ConversationStore::list(model::TenantId tenant_id,
                                                                model::UserId user_id,
                                                                ConversationFilter filter) {
  Statement statement{
      kListConversations,
      {tenant_id.uuid, user_id.uuid,
       to_micros(filter.after ? filter.after->updated_at : Instant::max()),
       filter.after ? filter.after->id.uuid : Uuid::greatest(), !filter.agent_id.has_value(),
       filter.agent_id ? filter.agent_id->uuid : tenant_id.uuid, title_pattern(filter.title_part),
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

Task<Result<void>> ConversationStore::remove(model::TenantId tenant_id, model::UserId user_id,
                                             model::ConversationId id) {
  Statement statement{kRemoveConversation,
                      {to_micros(clock_.now()), tenant_id.uuid, user_id.uuid, id.uuid}};
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
