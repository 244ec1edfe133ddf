#include "http/chat_input.hpp"

#include "http/router.hpp"

namespace elevaite::http {
namespace {

using elevaite::engine::Message;
using elevaite::engine::MessageStore;
using Found = std::optional<Message>;

constexpr std::size_t kMaxClientIdBytes = 128;

std::string text_of(const Json& parts) {
  std::string text;
  const auto* list = parts.if_array();
  if (list == nullptr) return text;
  for (const Json& part : *list) {
    if (find_string(part, "type") == "text") text += find_string(part, "text").value_or("");
  }
  return text;
}

void read_last_message(const JsonArray& messages, ChatInput& input) {
  for (const Json& entry : messages) {
    if (find_string(entry, "role") != "user") continue;
    input.message = find_string(entry, "content").value_or("");
    if (const Json* parts = find(entry, "parts")) input.message += text_of(*parts);
    input.client_id = find_string(entry, "id").value_or("");
  }
  if (input.client_id.size() > kMaxClientIdBytes) input.client_id.clear();
}

Error unknown_message() {
  return invalid_field("messageId", "unknown", "The conversation has no message with this id.");
}

// Answers what is meant by the request for another answer: a message of the user that is stored.
Task<Result<Found>> find_question(MessageStore store, model::TenantId tenant_id,
                                  elevaite::engine::Conversation conversation,
                                  const ChatInput& input) {
  Found found;
  if (!input.message_id.empty()) {
    CO_TRY(found, co_await store.find(tenant_id, conversation.id, input.message_id));
    if (!found && model::MessageId::parse(input.message_id)) co_return unknown_message();
  }
  if (!found && !input.client_id.empty()) {
    CO_TRY(found, co_await store.find(tenant_id, conversation.id, input.client_id));
  }
  bool is_last = !found && conversation.head_id.has_value();
  if (is_last) {
    CO_TRY(found, co_await store.find(tenant_id, conversation.id, conversation.head_id->str()));
  }
  if (found && found->role == "assistant") {
    if (!found->parent_id) co_return unknown_message();
    CO_TRY(found, co_await store.find(tenant_id, conversation.id, found->parent_id->str()));
  }
  // A message that never arrived here is none that could be answered again.
  bool is_other =
      is_last && found && !input.message.empty() && text_of(found->parts) != input.message;
  if (is_other) found.reset();
  co_return found;
}

void ask_anew(ChatInput& input, ChatTurn& turn) {
  turn.question.emplace();
  turn.question->parts.emplace();
  turn.question->parts->push_back({{"type", "text"}, {"text", input.message}});
  turn.question->client_id = std::move(input.client_id);
  turn.message = std::move(input.message);
}

Error no_message() {
  return invalid_field("message", "required", "There is no message of the user, or it is empty.");
}

}  // namespace

Json chat_request_schema() {
  return schema(R"({"type":"object","properties":{
    "id":{"type":"string","maxLength":128,
      "description":"The conversation: an id of ours (conv_…), or one that the client chose. Absent: a new one."},
    "messages":{"type":"array","maxItems":1000,"items":{"type":"object","additionalProperties":true},
      "description":"As the AI SDK sends them; only the last message of the user is read."},
    "message":{"type":"string","maxLength":100000,"description":"Instead of `messages`."},
    "trigger":{"type":"string","maxLength":64,
      "description":"regenerate-message: another answer to a message of before, beside the one it has."},
    "messageId":{"type":["string","null"],"maxLength":128,
      "description":"With regenerate-message: the answer to replace, or the message to answer; absent: the last. Otherwise: a message of the user that this one takes the place of. What was said stays as a branch."},
    "version":{"type":"string","enum":["deployed","draft"],
      "description":"draft: what the agent is in the Studio now, in a conversation that is not listed. Needs agents:write."},
    "stream":{"type":"boolean","description":"False: the answer as one JSON object."},
    "if_busy":{"type":"string","enum":["queue","refuse"],
      "description":"What happens to a message while an earlier one is being answered. A branch is always refused then."}},
    "additionalProperties":true})");
}

Result<ChatInput> read_chat_input(const Json& body) {
  ChatInput input;
  input.conversation_key = find_string(body, "id").value_or("");
  input.wants_stream = find_bool(body, "stream").value_or(true);
  input.queues_behind = find_string(body, "if_busy").value_or("queue") == "queue";
  input.regenerates = find_string(body, "trigger") == "regenerate-message";
  input.message_id = find_string(body, "messageId").value_or("");
  input.is_draft = find_string(body, "version") == "draft";
  if (const auto* messages = find_array(body, "messages")) read_last_message(*messages, input);
  if (auto message = find_string(body, "message")) input.message = *message;
  bool is_empty = input.message.find_first_not_of(" \t\r\n") == std::string::npos;
  if (is_empty && !input.regenerates) return no_message();
  return input;
}

Task<Result<void>> place_message(EngineServices& services, model::TenantId tenant_id,
                                 elevaite::engine::Conversation conversation, ChatInput input,
                                 ChatTurn& turn) {
  MessageStore store(services.database);
  turn.queues_behind = input.queues_behind;
  if (input.regenerates) {
    CO_TRY(auto question, co_await find_question(store, tenant_id, conversation, input));
    if (question) {
      turn.question.emplace();
      turn.question->id = question->id;
      turn.message = text_of(question->parts);
      turn.queues_behind = false;
      co_return Result<void>();
    }
    if (input.message.empty()) co_return no_message();
  }
  std::string replaced = input.regenerates ? std::string() : input.message_id;
  ask_anew(input, turn);
  if (replaced.empty()) co_return Result<void>();
  CO_TRY(auto found, co_await store.find(tenant_id, conversation.id, replaced));
  if (found ? found->role != "user" : model::MessageId::parse(replaced).has_value()) {
    co_return unknown_message();
  }
  // One that never arrived is taken the place of by nothing but this.
  if (!found) co_return Result<void>();
  turn.question->follows_head = false;
  turn.question->parent_id = found->parent_id;
  turn.queues_behind = false;
  co_return Result<void>();
}

}  // namespace elevaite::http
