// The messages of conversations, and what people think of the answers. They are written by the
// engine, together with the runs they belong to. A message follows its parent: several that follow
// the same one are branches.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/conversation_store.hpp"

namespace elevaite::engine {

struct Feedback {
  bool is_up = true;
  std::string comment{};
};

struct Message {
  model::MessageId id;
  std::string role;  // "user" or "assistant"
  Json parts;        // of an answer under way: none yet
  std::optional<model::RunId> run_id;
  std::optional<model::MessageId> parent_id;
  std::string status;  // of an answer's run; empty when there is none any more
  Instant created_at;
  std::optional<Feedback> feedback{};  // of whoever asks
};

struct MessageFilter {
  // The branch that ends here; null: all messages, whatever branch they are on.
  std::optional<model::MessageId> head{};
  std::optional<model::MessageId> after{};
  std::size_t limit = 50;
};

struct FeedbackCount {
  std::int64_t up = 0;
  std::int64_t down = 0;
};

class MessageStore {
 public:
  explicit MessageStore(ports::Database& database) : database_(database) {}

  // Oldest first, with the feedback of `reader`.
  Task<Result<std::vector<Message>>> list(model::TenantId tenant_id, model::ConversationId id,
                                          model::UserId reader, MessageFilter filter);
  // By an id of ours, or by the one that its client gave it.
  Task<Result<std::optional<Message>>> find(model::TenantId tenant_id, model::ConversationId id,
                                            std::string name);

  // not_found unless it is an answer of the conversation.
  Task<Result<void>> rate(model::TenantId tenant_id, model::ConversationId id,
                          model::MessageId message_id, model::UserId user_id, Feedback feedback,
                          Instant now);
  Task<Result<void>> unrate(model::TenantId tenant_id, model::ConversationId id,
                            model::MessageId message_id, model::UserId user_id);
  // Of the answer of a run.
  Task<Result<FeedbackCount>> count_feedback(model::TenantId tenant_id, model::RunId run_id);

 private:
  ports::Database& database_;
};

}  // namespace elevaite::engine
