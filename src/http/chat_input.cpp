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

Result<std::vector<SentFile>> files_of(const Json& parts, const std::string& field) {
  std::vector<SentFile> files;
  const auto* list = parts.if_array();
  if (list == nullptr) return files;
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (find_string((*list)[i], "type") != "file") continue;
    TRY(auto file, read_file_part((*list)[i], field + "[" + std::to_string(i) + "]"));
    files.push_back(std::move(file));
  }
  return files;
}

Result<void> read_last_message(const JsonArray& messages, ChatInput& input) {
  std::size_t last = messages.size();
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (find_string(messages[i], "role") == "user") last = i;
  }
  if (last == messages.size()) return {};
  const Json& entry = messages[last];
  input.message = find_string(entry, "content").value_or("");
  if (const Json* parts = find(entry, "parts")) {
    input.message += text_of(*parts);
    TRY(input.sent_files, files_of(*parts, "messages[" + std::to_string(last) + "].parts"));
  }
  input.client_id = find_string(entry, "id").value_or("");
  if (input.client_id.size() > kMaxClientIdBytes) input.client_id.clear();
  return {};
}

std::vector<model::Attachment> stored_files(const Json& parts) {
  std::vector<model::Attachment> files;
  const auto* list = parts.if_array();
  if (list == nullptr) return files;
  for (const Json& part : *list) {
    if (auto file = model::attachment_of_part(part)) files.push_back(*std::move(file));
  }
  return files;
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
  if (!input.message.empty())
    turn.question->parts->push_back({{"type", "text"}, {"text", input.message}});
  for (const auto& file : input.files) turn.question->parts->push_back(model::file_part(file));
  turn.question->client_id = std::move(input.client_id);
  turn.message = std::move(input.message);
  turn.files = std::move(input.files);
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
    "files":{"type":"array","maxItems":10,"items":{"type":"string","maxLength":64},
      "description":"With `message`: the ids of files that come with it. In `messages` they are parts of type file, whose url is an id, /v1/files/{id}/content or a data URL."},
    "mode":{"type":"string","enum":["now","background"],
      "description":"background: a worker makes the answer, and the request is answered at once; the job is in X-Job-Id. Absent: as the agent's chat trigger says."},
    "trigger":{"type":"string","maxLength":64,
      "description":"regenerate-message: another answer to a message of before, beside the one it has."},
    "messageId":{"type":["string","null"],"maxLength":128,
      "description":"With regenerate-message: the answer to replace, or the message to answer; absent: the last. Otherwise: a message of the user that this one takes the place of. What was said stays as a branch."},
    "version":{"type":"string","enum":["deployed","draft"],
      "description":"draft: what the agent is in the Studio now, in a conversation that is not listed. Needs agents:write."},
    "stream":{"type":"boolean","description":"False: the answer as one JSON object."},
    "if_busy":{"type":"string","enum":["queue","refuse"],
      "description":"What happens to a message while an earlier one is being answered. A branch is always refused then. What a worker answers in the background keeps nothing waiting."}},
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
  if (auto mode = find_string(body, "mode")) input.is_background = *mode == "background";
  if (const auto* messages = find_array(body, "messages"))
    CHECK(read_last_message(*messages, input));
  if (auto message = find_string(body, "message")) input.message = *message;
  TRY(auto more, read_file_ids(body));
  for (SentFile& file : more) input.sent_files.push_back(std::move(file));
  if (input.sent_files.size() > kMaxFilesOfMessage)
    return invalid_field("files", "too_many", "A message has at most 10 files.");
  bool is_blank = input.message.find_first_not_of(" \t\r\n") == std::string::npos;
  if (is_blank) input.message.clear();
  if (is_blank && input.sent_files.empty() && !input.regenerates) return no_message();
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
      turn.files = stored_files(question->parts);
      turn.queues_behind = false;
      co_return Result<void>();
    }
    if (input.is_empty()) co_return no_message();
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
