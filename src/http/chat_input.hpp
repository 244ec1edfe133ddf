// What a client of the chat sends: a message, or the wish for another answer, and where in the
// conversation it belongs.
#pragma once
#include "engine/message_store.hpp"
#include "http/chat_files.hpp"
#include "http/chat_turn.hpp"

namespace elevaite::http {

struct ChatInput {
  std::string conversation_key;
  std::string message;  // empty only when an answer is to be made anew
  std::vector<SentFile> sent_files{};
  std::vector<model::Attachment> files{};  // the same, once they are settled
  std::string client_id;   // of the last message of the user, as the client calls it
  std::string message_id;  // what is edited or answered anew; empty: what came last
  bool regenerates = false;
  bool is_draft = false;
  bool wants_stream = true;
  bool queues_behind = true;
  std::optional<bool> is_background{};  // absent: as the agent's trigger says

  bool is_empty() const { return message.empty() && files.empty(); }
};

Json chat_request_schema();
Result<ChatInput> read_chat_input(const Json& body);

// Puts the message into the conversation: behind what is shown, beside the message that it takes
// the place of, or, for another answer, where it is. Fills in the turn's message, files,
// question and queues_behind.
Task<Result<void>> place_message(EngineServices& services, model::TenantId tenant_id,
                                 elevaite::engine::Conversation conversation, ChatInput input,
                                 ChatTurn& turn);

}  // namespace elevaite::http
