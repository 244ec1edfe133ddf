#include "adapters/llm/formats/openai_chat.hpp"

#include "adapters/llm/vendor_error.hpp"
#include "core/crypto/encoding.hpp"

namespace elevaite::adapters::llm {
namespace {

using model::ChatMessage;
using model::ChatRole;
using model::FinishReason;

// Texts stand behind the message's own, so that servers that know no parts understand them; only
// pictures need parts.
Json content_of(const ChatMessage& message) {
  std::string text = message.text;
  bool has_pictures = false;
  for (const model::Attachment& file : message.files) {
    has_pictures = has_pictures || file.picture;
    if (!text.empty() && !file.shown_text.empty()) text += "\n\n";
    text += file.shown_text;
  }
  if (!has_pictures) return Json(text);
  JsonArray parts{JsonObject{{"type", "text"}, {"text", text}}};
  for (const model::Attachment& file : message.files) {
    if (!file.picture) continue;
    std::string url = "data:" + file.content_type + ";base64,";
    url += crypto::base64_encode(crypto::bytes_of(*file.picture));
    JsonObject image{{"url", std::move(url)}};
    parts.push_back(JsonObject{{"type", "image_url"}, {"image_url", std::move(image)}});
  }
  return parts;
}

JsonObject message_to_openai(const ChatMessage& message) {
  JsonObject object{{"role", to_string(message.role)}, {"content", content_of(message)}};
  if (message.role == ChatRole::tool) object["tool_call_id"] = message.tool_call_id;
  if (message.tool_calls.empty()) return object;
  if (message.text.empty()) object["content"] = nullptr;
  JsonArray calls;
  for (const model::ToolCall& call : message.tool_calls) {
    JsonObject function{{"name", call.name}, {"arguments", call.arguments}};
    calls.push_back(
        JsonObject{{"id", call.id}, {"type", "function"}, {"function", std::move(function)}});
  }
  object["tool_calls"] = std::move(calls);
  return object;
}

// Strict mode takes only schemas in which every object lists all its properties as required and
// allows no others; anything else would be refused with a 400.
bool is_strict_schema(const Json& schema) {
  if (const auto* array = schema.if_array()) {
    for (const Json& item : *array) {
      if (!is_strict_schema(item)) return false;
    }
    return true;
  }
  const auto* object = schema.if_object();
  if (object == nullptr) return true;
  if (const JsonObject* properties = find_object(schema, "properties")) {
    if (find_bool(schema, "additionalProperties").value_or(true)) return false;
    const JsonArray* required = find_array(schema, "required");
    if (required == nullptr || required->size() != properties->size()) return false;
  }
  for (const auto& member : *object) {
    if (!is_strict_schema(member.value())) return false;
  }
  return true;
}

JsonObject response_format(const Json& schema) {
  JsonObject named{{"name", "answer"}, {"schema", schema}, {"strict", is_strict_schema(schema)}};
  return {{"type", "json_schema"}, {"json_schema", std::move(named)}};
}

FinishReason openai_finish_reason(std::string_view reason) {
  if (reason == "length" || reason == "max_tokens") return FinishReason::length;
  if (reason == "tool_calls" || reason == "function_call") return FinishReason::tool_calls;
  if (reason == "content_filter") return FinishReason::content_filter;
  if (reason == "refusal") return FinishReason::refusal;
  return FinishReason::stop;
}

Error broke_off() {
  return Error{ErrorCode::unavailable, "The answer broke off before it was complete. Try again.",
               "broke_off"};
}

// choice 0; we never ask for more than one.
const Json* first_choice(const Json& value) {
  const JsonArray* choices = find_array(value, "choices");
  if (choices == nullptr) return nullptr;
  for (const Json& choice : *choices) {
    if (choice.is_object() && find_int(choice, "index").value_or(0) == 0) return &choice;
  }
  return nullptr;
}

}  // namespace

JsonObject openai_chat_request(const ports::ChatRequest& request, bool is_streamed,
                               const OpenaiDialect& dialect) {
  JsonObject body{{"model", request.model}};
  JsonArray messages;
  for (const ChatMessage& message : request.messages) {
    messages.push_back(message_to_openai(message));
  }
  body["messages"] = std::move(messages);
  JsonArray tools;
  for (const model::ToolDefinition& tool : request.tools) {
    JsonObject function{
        {"name", tool.name}, {"description", tool.description}, {"parameters", tool.parameters}};
    tools.push_back(JsonObject{{"type", "function"}, {"function", std::move(function)}});
  }
  if (!tools.empty()) body["tools"] = std::move(tools);
  if (request.response_schema) body["response_format"] = response_format(*request.response_schema);
  if (request.temperature) body["temperature"] = *request.temperature;
  if (request.max_output_tokens) {
    body[dialect.is_openai_itself ? "max_completion_tokens" : "max_tokens"] =
        *request.max_output_tokens;
  }
  if (is_streamed) {
    body["stream"] = true;
    if (dialect.wants_stream_usage) body["stream_options"] = JsonObject{{"include_usage", true}};
  }
  return body;
}

Result<model::ChatReply> parse_openai_chat_reply(std::string_view body) {
  auto value = parse_vendor_json(body);
  if (!value) {
    return Error{ErrorCode::unavailable,
                 "The model's server answered with something that is not "
                 "JSON. Check the base URL.",
                 "malformed_reply"};
  }
  if (auto error = reported_error(*value)) return *std::move(error);
  const Json* choice = first_choice(*value);
  const Json* message = choice == nullptr ? nullptr : find(*choice, "message");
  if (message == nullptr || !message->is_object()) {
    return Error{ErrorCode::unavailable,
                 "The model's server answered without a message. Check the base URL.",
                 "malformed_reply"};
  }
  OpenaiChatStream collected;
  CHECK(collected.absorb(*message, {}));
  if (const Json* usage = find(*value, "usage")) collected.absorb_usage(*usage);
  collected.set_finish_reason(text_or_empty(*choice, "finish_reason"));
  return collected.finish({});
}

Result<void> OpenaiChatStream::feed(std::string_view data, const ports::OnText& on_text) {
  while (!data.empty() && (data.front() == ' ' || data.front() == '\t')) data.remove_prefix(1);
  while (!data.empty() && (data.back() == ' ' || data.back() == '\n')) data.remove_suffix(1);
  if (data.empty() || is_done_) return {};
  if (data == "[DONE]") {
    is_done_ = true;
    return {};
  }
  auto value = parse_vendor_json(data);
  if (!value) {
    return Error{ErrorCode::unavailable,
                 "The model's server streamed something that is not JSON. Try again.",
                 "malformed_reply"};
  }
  if (auto error = reported_error(*value)) return *std::move(error);
  if (const Json* usage = find(*value, "usage")) absorb_usage(*usage);
  const Json* choice = first_choice(*value);
  if (choice == nullptr) return {};
  if (const Json* delta = find(*choice, "delta")) CHECK(absorb(*delta, on_text));
  if (auto reason = find_string(*choice, "finish_reason"); reason && !reason->empty()) {
    set_finish_reason(*reason);
  }
  return {};
}

Result<void> OpenaiChatStream::absorb(const Json& message, const ports::OnText& on_text) {
  if (auto content = find_string(message, "content")) {
    CHECK(builder_.add_text(*content, on_text));
  } else if (const JsonArray* parts = find_array(message, "content")) {
    for (const Json& part : *parts) CHECK(builder_.add_text(text_or_empty(part, "text"), on_text));
  }
  refusal_ += text_or_empty(message, "refusal").substr(0, kMaxReplyBytes - refusal_.size());
  if (const JsonArray* calls = find_array(message, "tool_calls")) {
    for (const Json& fragment : *calls) CHECK(absorb_call(fragment));
  }
  // The form before tool_calls, still spoken by some servers.
  if (const Json* function = find(message, "function_call"); function && function->is_object()) {
    CHECK(absorb_call(JsonObject{{"index", 0}, {"function", *function}}));
  }
  return {};
}

Result<void> OpenaiChatStream::absorb_call(const Json& fragment) {
  const Json* function = find(fragment, "function");
  if (function == nullptr || !function->is_object()) return {};
  std::string_view id = text_or_empty(fragment, "id");
  std::string_view name = text_or_empty(*function, "name");
  TRY(std::size_t slot, slot_for(fragment, id, name));
  const Json* arguments = find(*function, "arguments");
  if (arguments == nullptr || arguments->is_null()) return {};
  if (arguments->is_string()) return builder_.add_arguments(slot, view(arguments->get_string()));
  // Some servers send the object itself instead of its text.
  return builder_.add_arguments(slot, to_text(*arguments));
}

Result<std::size_t> OpenaiChatStream::slot_for(const Json& fragment, std::string_view id,
                                               std::string_view name) {
  auto index = find_int(fragment, "index");
  auto known = index ? slots_.find(*index) : slots_.end();
  std::optional<std::size_t> slot;
  if (known != slots_.end()) slot = known->second;
  if (!index && id.empty() && name.empty() && builder_.call_count() > 0) {
    slot = builder_.call_count() - 1;
  }
  // Servers without (or with a constant) index start the next call by a new id.
  bool is_another = slot && !id.empty() && !name.empty() && !builder_.call(*slot).id.empty() &&
                    builder_.call(*slot).id != to_valid_utf8(id);
  if (!slot || is_another) {
    TRY(std::size_t added, builder_.add_call(id, name));
    if (index) slots_[*index] = added;
    return added;
  }
  model::ToolCall& call = builder_.call(*slot);
  if (call.id.empty()) call.id = to_valid_utf8(id.substr(0, 1024));
  bool is_rest_of_name = call.arguments.empty() && id.empty() && name != call.name;
  if (call.name.empty() || (is_rest_of_name && call.name.size() < 256)) {
    call.name += to_valid_utf8(name.substr(0, 256));
  }
  return *slot;
}

void OpenaiChatStream::absorb_usage(const Json& usage) {
  if (!usage.is_object()) return;
  builder_.usage().input_tokens = token_count(usage, "prompt_tokens");
  builder_.usage().output_tokens = token_count(usage, "completion_tokens");
  if (const Json* details = find(usage, "prompt_tokens_details")) {
    builder_.usage().cached_input_tokens =
        std::min(token_count(*details, "cached_tokens"), builder_.usage().input_tokens);
  }
}

void OpenaiChatStream::set_finish_reason(std::string_view reason) {
  finish_reason_ = openai_finish_reason(reason);
}

Result<model::ChatReply> OpenaiChatStream::finish(const ports::OnText& on_text) {
  if (!is_complete()) return broke_off();
  FinishReason reason = finish_reason_.value_or(FinishReason::stop);
  if (builder_.call_count() > 0 && reason == FinishReason::stop) reason = FinishReason::tool_calls;
  if (builder_.call_count() == 0 && reason == FinishReason::tool_calls) reason = FinishReason::stop;
  if (!refusal_.empty()) {
    reason = FinishReason::refusal;
    if (builder_.is_empty()) CHECK(builder_.add_text(refusal_, on_text));
  }
  return builder_.finish(reason, on_text);
}

}  // namespace elevaite::adapters::llm
