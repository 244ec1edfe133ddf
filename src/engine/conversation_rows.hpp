// How a row of `conversations` is read, for the files that make ConversationStore.
#pragma once
#include "engine/conversation_store.hpp"

namespace elevaite::engine {

// At most one run is active beside those of workers: a unique index says so, and it is the one to
// be used here.
#define CONVERSATION_COLUMNS                                                                \
  "id, agent_id, user_id, title, created_at, updated_at, (SELECT r.id FROM runs r"          \
  " WHERE r.conversation_id = conversations.id AND r.status IN ('running', 'waiting')"      \
  " AND NOT r.is_background AND COALESCE(r.tenant_id, r.id) = conversations.tenant_id) AS " \
  "active_run_id,"                                                                          \
  " head_id, is_test, share_id, shared_head_id, shared_at"

// Reads a row of CONVERSATION_COLUMNS.
Conversation conversation_from(const ports::Rows& rows, std::size_t row);

}  // namespace elevaite::engine
