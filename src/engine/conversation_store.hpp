// Conversations and their messages. Messages are written by the engine, together with the runs they
// belong to.
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
  // Running or waiting. More may queue behind it.
  std::optional<model::RunId> active_run_id{};
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

struct Message {
  model::MessageId id;
  std::string role;  // "user" or "assistant"
  Json parts;
  std::optional<model::RunId> run_id;
  Instant created_at;
};

class ConversationStore {
 public:
  ConversationStore(ports::Database& database, const Clock& clock)
      : database_(database), clock_(clock) {}

  // The user's conversation with the agent that `key` names: an id of ours, or an id that the
  // client chose, which begins a conversation at its first use. An empty key begins one. not_found
  // for another user's.
  Task<Result<Conversation>> open(model::TenantId tenant_id, model::AgentId agent_id,
                                  model::UserId user_id, std::string key, std::string title);
  // As open(), but never begins one.
  Task<Result<Conversation>> find(model::TenantId tenant_id, model::AgentId agent_id,
                                  model::UserId user_id, std::string key);
  Task<Result<Conversation>> get(model::TenantId tenant_id, model::UserId user_id,
                                 model::ConversationId id);
  // The last active first.
  Task<Result<std::vector<Conversation>>> list(model::TenantId tenant_id, model::UserId user_id,
                                               ConversationFilter filter);
  Task<Result<Conversation>> rename(model::TenantId tenant_id, model::UserId user_id,
                                    model::ConversationId id, std::string title);
  Task<Result<std::vector<Message>>> messages(model::TenantId tenant_id, model::ConversationId id,
                                              std::optional<model::MessageId> after,
                                              std::size_t limit);
  Task<Result<void>> remove(model::TenantId tenant_id, model::UserId user_id,
                            model::ConversationId id);
  // The run that is active in the conversation, if any.
  Task<Result<std::optional<model::RunId>>> active_run(model::TenantId tenant_id,
                                                       model::ConversationId id);

 private:
  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::engine
