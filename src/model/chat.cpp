#include "model/chat.hpp"

#include <array>
#include <utility>

namespace elevaite::model {
namespace {

constexpr std::array<std::pair<ChatRole, std::string_view>, 4> kRoles{{
    {ChatRole::system, "system"},
    {ChatRole::user, "user"},
    {ChatRole::assistant, "assistant"},
    {ChatRole::tool, "tool"},
}};

constexpr std::array<std::pair<FinishReason, std::string_view>, 5> kFinishReasons{{
    {FinishReason::stop, "stop"},
    {FinishReason::length, "length"},
    {FinishReason::tool_calls, "tool_calls"},
    {FinishReason::content_filter, "content_filter"},
    {FinishReason::refusal, "refusal"},
}};

Error malformed(std::string_view what) {
  return invalid_argument("This is not a journalled " + std::string(what) + ".");
}

JsonArray calls_to_json(const std::vector<ToolCall>& calls) {
  JsonArray array;
  for (const ToolCall& call : calls) {
    array.push_back(
        JsonObject{{"id", call.id}, {"name", call.name}, {"arguments", call.arguments}});
  }
  return array;
}

Result<std::vector<ToolCall>> calls_from_json(const Json& owner) {
  std::vector<ToolCall> calls;
  const JsonArray* array = find_array(owner, "tool_calls");
  if (array == nullptr) return calls;
  for (const Json& item : *array) {
    auto id = find_string(item, "id");
    auto name = find_string(item, "name");
    auto arguments = find_string(item, "arguments");
    if (!id || !name || !arguments) return malformed("tool call");
    calls.push_back({std::string(*id), std::string(*name), std::string(*arguments)});
  }
  return calls;
}

}  // namespace

Usage& Usage::operator+=(const Usage& other) {
  input_tokens += other.input_tokens;
  cached_input_tokens += other.cached_input_tokens;
  output_tokens += other.output_tokens;
  cost_usd_nanos += other.cost_usd_nanos;
  return *this;
}

std::string_view to_string(ChatRole role) {
  for (const auto& [value, name] : kRoles) {
    if (value == role) return name;
  }
  return "user";
}

std::string_view to_string(FinishReason reason) {
  for (const auto& [value, name] : kFinishReasons) {
    if (value == reason) return name;
  }
  return "stop";
}

Json to_json(const ChatMessage& message) {
  JsonObject object{{"role", to_string(message.role)}, {"text", message.text}};
  if (!message.tool_calls.empty()) object["tool_calls"] = calls_to_json(message.tool_calls);
  if (!message.tool_call_id.empty()) object["tool_call_id"] = message.tool_call_id;
  if (!message.files.empty()) object["files"] = to_json(message.files);
  return object;
}

Result<ChatMessage> chat_message_from_json(const Json& value) {
  auto role = find_string(value, "role");
  auto text = find_string(value, "text");
  if (!role || !text) return malformed("message");
  ChatMessage message;
  bool is_known = false;
  for (const auto& [candidate, name] : kRoles) {
    if (name != *role) continue;
    message.role = candidate;
    is_known = true;
  }
  if (!is_known) return malformed("message");
  message.text = *text;
  TRY(message.tool_calls, calls_from_json(value));
  message.tool_call_id = find_string(value, "tool_call_id").value_or("");
  message.files = attachments_in(value, "files");
  return message;
}

Json to_json(const Usage& usage) {
  return JsonObject{{"input_tokens", usage.input_tokens},
                    {"cached_input_tokens", usage.cached_input_tokens},
                    {"output_tokens", usage.output_tokens},
                    {"cost_usd_nanos", usage.cost_usd_nanos}};
}

Usage usage_from_json(const Json& value) {
  return Usage{find_int(value, "input_tokens").value_or(0),
               find_int(value, "cached_input_tokens").value_or(0),
               find_int(value, "output_tokens").value_or(0),
               find_int(value, "cost_usd_nanos").value_or(0)};
}

Json to_json(const ChatReply& reply) {
  JsonObject object{{"text", reply.text},
                    {"finish_reason", to_string(reply.finish_reason)},
                    {"usage", to_json(reply.usage)},
                    {"model", reply.model}};
  if (!reply.tool_calls.empty()) object["tool_calls"] = calls_to_json(reply.tool_calls);
  if (!reply.metadata.empty()) object["metadata"] = reply.metadata;
  return object;
}

Result<ChatReply> chat_reply_from_json(const Json& value) {
  auto text = find_string(value, "text");
  auto reason = find_string(value, "finish_reason");
  auto model = find_string(value, "model");
  const Json* usage = find(value, "usage");
  if (!text || !reason || !model || usage == nullptr) return malformed("reply");
  ChatReply reply;
  bool is_known = false;
  for (const auto& [candidate, name] : kFinishReasons) {
    if (name != *reason) continue;
    reply.finish_reason = candidate;
    is_known = true;
  }
  if (!is_known) return malformed("reply");
  reply.text = *text;
  reply.model = *model;
  reply.usage = usage_from_json(*usage);
  TRY(reply.tool_calls, calls_from_json(value));
  if (const JsonObject* metadata = find_object(value, "metadata")) reply.metadata = *metadata;
  return reply;
}

}  // namespace elevaite::model
