// Which branch of a conversation is shown, to its owner and to those who have its link.
#include "engine/conversation_rows.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::Scope;
using ports::Statement;

constexpr std::string_view kShow =
    "UPDATE conversations SET head_id = $1 WHERE tenant_id = $2 AND user_id = $3 AND id = $4"
    " AND deleted_at IS NULL AND EXISTS (SELECT 1 FROM messages m WHERE m.tenant_id = $2"
    " AND m.conversation_id = $4 AND m.id = $1 AND m.role = 'assistant')"
    " AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.tenant_id = $2 AND r.conversation_id = $4"
    " AND r.status IN ('running', 'waiting', 'queued') AND NOT r.is_background)";
constexpr std::string_view kShare =
    "UPDATE conversations SET share_id = COALESCE(share_id, $1), shared_head_id = head_id,"
    " shared_at = $2 WHERE tenant_id = $3 AND user_id = $4 AND id = $5 AND deleted_at IS NULL";
constexpr std::string_view kUnshare =
    "UPDATE conversations SET share_id = NULL, shared_head_id = NULL, shared_at = NULL"
    " WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND deleted_at IS NULL";
constexpr std::string_view kFindShared =
    "SELECT " CONVERSATION_COLUMNS
    " FROM conversations WHERE tenant_id = $1 AND share_id = $2 AND deleted_at IS NULL";

}  // namespace

Conversation conversation_from(const Rows& rows, std::size_t row) {
  Conversation conversation;
  conversation.id = {rows.uuid(row, 0)};
  conversation.agent_id = {rows.uuid(row, 1)};
  conversation.user_id = rows.optional_id<model::UserId>(row, 2);
  conversation.title = rows.text(row, 3);
  conversation.created_at = from_micros(rows.integer(row, 4));
  conversation.updated_at = from_micros(rows.integer(row, 5));
  conversation.active_run_id = rows.optional_id<model::RunId>(row, 6);
  conversation.head_id = rows.optional_id<model::MessageId>(row, 7);
  conversation.is_test = rows.boolean(row, 8);
  conversation.share_id = rows.optional_id<model::ShareId>(row, 9);
  conversation.shared_head_id = rows.optional_id<model::MessageId>(row, 10);
  if (!rows.is_null(row, 11)) conversation.shared_at = from_micros(rows.integer(row, 11));
  return conversation;
}

Task<Result<Conversation>> ConversationStore::show(model::TenantId tenant_id, model::UserId user_id,
                                                   model::ConversationId id,
                                                   model::MessageId head) {
  Statement statement{kShow, {head.uuid, tenant_id.uuid, user_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  CO_TRY(auto conversation, co_await get(tenant_id, user_id, id));
  if (rows.affected() > 0) co_return conversation;
  CO_TRY(auto active, co_await active_run(tenant_id, id));
  if (active) {
    Error error = conflict("The conversation is still answering a message.");
    error.reason = "conversation_busy";
    co_return error;
  }
  co_return invalid_field("head_id", "unknown", "The conversation has no answer with this id.");
}

Task<Result<Conversation>> ConversationStore::share(model::TenantId tenant_id,
                                                    model::UserId user_id,
                                                    model::ConversationId id) {
  Statement statement{kShare,
                      {model::ShareId::generate().uuid, to_micros(clock_.now()), tenant_id.uuid,
                       user_id.uuid, id.uuid}};
  CO_CHECK(co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  co_return co_await get(tenant_id, user_id, id);
}

Task<Result<void>> ConversationStore::unshare(model::TenantId tenant_id, model::UserId user_id,
                                              model::ConversationId id) {
  Statement statement{kUnshare, {tenant_id.uuid, user_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.affected() == 0) co_return not_found("conversation");
  co_return Result<void>();
}

Task<Result<Conversation>> ConversationStore::find_shared(model::TenantId tenant_id,
                                                          model::ShareId share_id) {
  Statement statement{kFindShared, {tenant_id.uuid, share_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(Scope::tenant(tenant_id), std::move(statement)));
  if (rows.empty()) co_return not_found("shared conversation");
  co_return conversation_from(rows, 0);
}

}  // namespace elevaite::engine
