// Chat as every model vendor understands it: messages, tool calls, replies, usage.
#pragma once
#include <string>
#include <vector>

#include "core/json.hpp"
#include "model/attachment.hpp"

namespace elevaite::model {

enum class ChatRole { system, user, assistant, tool };

struct ToolCall {
  std::string id;
  std::string name;
  // As the model wrote them; may be invalid JSON, which goes back to the model as an error.
  std::string arguments;
};

struct ChatMessage {
  ChatRole role = ChatRole::user;
  std::string text{};
  std::vector<ToolCall> tool_calls{};  // assistant only
  std::string tool_call_id{};          // tool only: which call this answers
  std::vector<Attachment> files{};     // user only
};

// What the model is told of a tool. `parameters` is a JSON Schema of type object.
struct ToolDefinition {
  std::string name;
  std::string description;
  Json parameters;
};

struct Usage {
  std::int64_t input_tokens = 0;
  std::int64_t cached_input_tokens = 0;  // the part of input_tokens billed as cached
  std::int64_t output_tokens = 0;
  std::int64_t cost_usd_nanos = 0;  // billionths of a US dollar; 0 when the price is unknown

  Usage& operator+=(const Usage& other);
  bool operator==(const Usage&) const = default;
};

enum class FinishReason { stop, length, tool_calls, content_filter, refusal };

struct ChatReply {
  std::string text;
  std::vector<ToolCall> tool_calls;
  FinishReason finish_reason = FinishReason::stop;
  Usage usage;
  // "vendor:model" that answered, after fallback.
  std::string model;
  // Anything a client should be told, for example {"demo": true}.
  JsonObject metadata;
};

std::string_view to_string(ChatRole role);
std::string_view to_string(FinishReason reason);

// The journalled form. from_json answers invalid_argument for anything that to_json did not write.
Json to_json(const ChatMessage& message);
Result<ChatMessage> chat_message_from_json(const Json& value);
Json to_json(const Usage& usage);
Usage usage_from_json(const Json& value);
Json to_json(const ChatReply& reply);
Result<ChatReply> chat_reply_from_json(const Json& value);

}  // namespace elevaite::model
