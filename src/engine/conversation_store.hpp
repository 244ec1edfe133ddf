// Conversations: whose they are, which of their branches is shown, and to whom else.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "model/ids.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

struct Conversation {
  model::ConversationId id;
  model::AgentId agent_id;
  std::optional<model::UserId> user_id;
  std::string title;
  Instant created_at;
  Instant updated_at;  // of its last message
  // Running or waiting, and no worker's. More may queue behind it.
  std::optional<model::RunId> active_run_id{};
  // The end of the branch that is shown; what is said next follows it.
  std::optional<model::MessageId> head_id{};
  bool is_test = false;  // with the draft of an agent
  // A link for the members of the tenant, which shows the branch that ends with shared_head_id.
  std::optional<model::ShareId> share_id{};
  std::optional<model::MessageId> shared_head_id{};
  std::optional<Instant> shared_at{};
};

struct ConversationFilter {
  std::optional<model::AgentId> agent_id{};
  std::string title_part{};  // in any case; empty: every title
  // The cursor: what was listed last.
  struct Position {
    Instant updated_at;
    model::ConversationId id;
  };
  std::optional<Position> after{};
  std::size_t limit = 50;
};

class ConversationStore {
 public:
  ConversationStore(ports::Database& database, const Clock& clock)
      : database_(database), clock_(clock) {}

  // The user's conversation with the agent that `key` names: an id of ours, or an id that the
  // client chose, which begins a conversation at its first use. An empty key begins one. not_found
  // for another user's. Conversations with a draft are apart from the others, also their keys.
  Task<Result<Conversation>> open(model::TenantId tenant_id, model::AgentId agent_id,
                                  model::UserId user_id, std::string key, std::string title,
                                  bool is_test = false);
  // As open(), but never begins one.
  Task<Result<Conversation>> find(model::TenantId tenant_id, model::AgentId agent_id,
                                  model::UserId user_id, std::string key, bool is_test = false);
  Task<Result<Conversation>> get(model::TenantId tenant_id, model::UserId user_id,
                                 model::ConversationId id);
  // The last active first; none with a draft.
  Task<Result<std::vector<Conversation>>> list(model::TenantId tenant_id, model::UserId user_id,
                                               ConversationFilter filter);
  Task<Result<Conversation>> rename(model::TenantId tenant_id, model::UserId user_id,
                                    model::ConversationId id, std::string title);
  // Shows the branch that ends with `head`, an answer. conflict ("conversation_busy") while a turn
  // runs.
  Task<Result<Conversation>> show(model::TenantId tenant_id, model::UserId user_id,
                                  model::ConversationId id, model::MessageId head);
  // Gives it a link, or moves the one it has to what is shown now.
  Task<Result<Conversation>> share(model::TenantId tenant_id, model::UserId user_id,
                                   model::ConversationId id);
  Task<Result<void>> unshare(model::TenantId tenant_id, model::UserId user_id,
                             model::ConversationId id);
  // For any member of the tenant.
  Task<Result<Conversation>> find_shared(model::TenantId tenant_id, model::ShareId share_id);
  Task<Result<void>> remove(model::TenantId tenant_id, model::UserId user_id,
                            model::ConversationId id);
  // The run that is active in the conversation, if any; those of workers are beside it.
  Task<Result<std::optional<model::RunId>>> active_run(model::TenantId tenant_id,
                                                       model::ConversationId id);

 private:
  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::engine
