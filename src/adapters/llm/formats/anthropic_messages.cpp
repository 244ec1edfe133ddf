#include "adapters/llm/formats/anthropic_messages.hpp"

#include <algorithm>

#include "adapters/llm/vendor_error.hpp"
#include "core/crypto/encoding.hpp"

namespace elevaite::adapters::llm {
namespace {

using model::ChatMessage;
using model::ChatRole;
using model::FinishReason;

// The vendor refuses a request without max_tokens, and one above what the older models can write.
std::int64_t default_max_tokens(std::string_view model) {
  return model.starts_with("claude-3-") && !model.starts_with("claude-3-5") &&
                 !model.starts_with("claude-3-7")
             ? 4096
             : 8192;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

JsonObject text_block(std::string_view text) { return {{"type", "text"}, {"text", text}}; }

// Blank text blocks are refused, so they are left out.
JsonArray assistant_blocks(const ChatMessage& message) {
  JsonArray blocks;
  if (!is_blank(message.text)) blocks.push_back(text_block(message.text));
  for (const model::ToolCall& call : message.tool_calls) {
    auto input = parse_json(call.arguments);
    Json object = input && input->is_object() ? *std::move(input) : Json(JsonObject{});
    blocks.push_back(JsonObject{
        {"type", "tool_use"}, {"id", call.id}, {"name", call.name}, {"input", std::move(object)}});
  }
  return blocks;
}

JsonObject picture_block(const model::Attachment& file) {
  JsonObject source{{"type", "base64"},
                    {"media_type", file.content_type},
                    {"data", crypto::base64_encode(crypto::bytes_of(*file.picture))}};
  return {{"type", "image"}, {"source", std::move(source)}};
}

JsonArray user_blocks(const ChatMessage& message) {
  JsonArray blocks;
  if (message.role == ChatRole::tool) {
    blocks.push_back(JsonObject{
        {"type", "tool_result"}, {"tool_use_id", message.tool_call_id}, {"content", message.text}});
    return blocks;
  }
  // What is asked about stands before the question.
  for (const model::Attachment& file : message.files) {
    if (!is_blank(file.shown_text)) blocks.push_back(text_block(file.shown_text));
    if (file.picture) blocks.push_back(picture_block(file));
  }
  if (!is_blank(message.text)) blocks.push_back(text_block(message.text));
  return blocks;
}

// System messages go to a field of their own; neighbours of one role become one message, because
// all tool results must stand in the message right after the calls.
void add_messages(JsonObject& body, const std::vector<ChatMessage>& messages) {
  std::string system;
  JsonArray out;
  for (const ChatMessage& message : messages) {
    if (message.role == ChatRole::system) {
      if (!system.empty()) system += "\n\n";
      system += message.text;
      continue;
    }
    bool is_assistant = message.role == ChatRole::assistant;
    JsonArray blocks = is_assistant ? assistant_blocks(message) : user_blocks(message);
    if (blocks.empty()) continue;
    std::string_view role = is_assistant ? "assistant" : "user";
    if (!out.empty() && find_string(out.back(), "role") == role) {
      auto& content = out.back().get_object()["content"].get_array();
      for (Json& block : blocks) content.push_back(std::move(block));
      continue;
    }
    out.push_back(JsonObject{{"role", role}, {"content", std::move(blocks)}});
  }
  if (out.empty() || find_string(out.front(), "role") != "user") {
    JsonArray blocks{text_block("(no text)")};
    out.insert(out.begin(), JsonObject{{"role", "user"}, {"content", std::move(blocks)}});
  }
  if (!is_blank(system)) body["system"] = system;
  body["messages"] = std::move(out);
}

void add_tools(JsonObject& body, const ports::ChatRequest& request) {
  JsonArray tools;
  for (const model::ToolDefinition& tool : request.tools) {
    tools.push_back(JsonObject{
        {"name", tool.name}, {"description", tool.description}, {"input_schema", tool.parameters}});
  }
  AnthropicAnswerTool answer = anthropic_answer_tool(request);
  if (!answer.name.empty()) {
    Json schema = *request.response_schema;
    if (answer.is_wrapped) {
      JsonObject properties{{"value", std::move(schema)}};
      schema = JsonObject{{"type", "object"},
                          {"properties", std::move(properties)},
                          {"required", JsonArray{"value"}}};
    }
    tools.push_back(
        JsonObject{{"name", answer.name},
                   {"description", "Gives the final answer in the form that is asked for."},
                   {"input_schema", std::move(schema)}});
    // With tools of the agent beside it the model may still use those first.
    if (request.tools.empty()) {
      body["tool_choice"] = JsonObject{{"type", "tool"}, {"name", answer.name}};
    } else {
      body["tool_choice"] = JsonObject{{"type", "any"}};
    }
  }
  if (!tools.empty()) body["tools"] = std::move(tools);
}

FinishReason anthropic_finish_reason(std::string_view reason) {
  if (reason == "max_tokens" || reason == "model_context_window_exceeded") {
    return FinishReason::length;
  }
  if (reason == "tool_use") return FinishReason::tool_calls;
  if (reason == "refusal") return FinishReason::refusal;
  return FinishReason::stop;
}

Error malformed(std::string_view what) {
  return Error{ErrorCode::unavailable,
               "The model's server " + std::string(what) + ". Check the base URL.",
               "malformed_reply"};
}

}  // namespace

AnthropicAnswerTool anthropic_answer_tool(const ports::ChatRequest& request) {
  if (!request.response_schema) return {};
  AnthropicAnswerTool answer{"structured_answer"};
  auto is_taken = [&](const model::ToolDefinition& tool) { return tool.name == answer.name; };
  while (std::any_of(request.tools.begin(), request.tools.end(), is_taken)) answer.name += '_';
  answer.is_wrapped = find_string(*request.response_schema, "type") != "object";
  return answer;
}

JsonObject anthropic_request(const ports::ChatRequest& request, bool is_streamed) {
  JsonObject body{
      {"model", request.model},
      {"max_tokens", request.max_output_tokens.value_or(default_max_tokens(request.model))}};
  add_messages(body, request.messages);
  add_tools(body, request);
  // The vendor's scale ends at 1.
  if (request.temperature) body["temperature"] = std::clamp(*request.temperature, 0.0, 1.0);
  if (is_streamed) body["stream"] = true;
  return body;
}

Result<model::ChatReply> parse_anthropic_reply(std::string_view body, AnthropicAnswerTool answer) {
  auto value = parse_vendor_json(body);
  if (!value) return malformed("answered with something that is not JSON");
  if (auto error = reported_error(*value)) return *std::move(error);
  const JsonArray* blocks = find_array(*value, "content");
  if (blocks == nullptr) return malformed("answered without content");
  AnthropicStream collected(std::move(answer));
  std::int64_t index = 0;
  for (const Json& block : *blocks) CHECK(collected.absorb_block(block, index++, {}));
  if (const Json* usage = find(*value, "usage")) collected.absorb_usage(*usage);
  collected.set_stop_reason(text_or_empty(*value, "stop_reason"));
  return collected.finish({});
}

Result<void> AnthropicStream::feed(std::string_view data, const ports::OnText& on_text) {
  if (is_blank(data) || is_stopped_) return {};
  auto value = parse_vendor_json(data);
  if (!value) return malformed("streamed something that is not JSON");
  if (auto error = reported_error(*value)) return *std::move(error);
  std::string_view type = text_or_empty(*value, "type");
  if (type == "message_start") {
    const Json* message = find(*value, "message");
    const Json* usage = message == nullptr ? nullptr : find(*message, "usage");
    if (usage != nullptr) absorb_usage(*usage);
  } else if (type == "content_block_start") {
    if (const Json* block = find(*value, "content_block")) {
      return absorb_block(*block, find_int(*value, "index").value_or(0), on_text);
    }
  } else if (type == "content_block_delta") {
    return absorb_delta(*value, on_text);
  } else if (type == "message_delta") {
    if (const Json* usage = find(*value, "usage")) absorb_usage(*usage);
    const Json* delta = find(*value, "delta");
    auto reason = delta == nullptr ? std::nullopt : find_string(*delta, "stop_reason");
    if (reason) set_stop_reason(*reason);
  } else if (type == "message_stop") {
    is_stopped_ = true;
  }
  return {};
}

Result<void> AnthropicStream::absorb_block(const Json& block, std::int64_t index,
                                           const ports::OnText& on_text) {
  std::string_view type = text_or_empty(block, "type");
  if (type == "text") return builder_.add_text(text_or_empty(block, "text"), on_text);
  if (type != "tool_use") return {};
  TRY(std::size_t call,
      builder_.add_call(text_or_empty(block, "id"), text_or_empty(block, "name")));
  calls_[index] = call;
  const Json* input = find(block, "input");
  // A stream starts with {} and sends the real input as deltas.
  if (input == nullptr || !input->is_object() || input->get_object().empty()) return {};
  return builder_.add_arguments(call, to_text(*input));
}

Result<void> AnthropicStream::absorb_delta(const Json& event, const ports::OnText& on_text) {
  const Json* delta = find(event, "delta");
  if (delta == nullptr) return {};
  std::string_view type = text_or_empty(*delta, "type");
  if (type == "text_delta") return builder_.add_text(text_or_empty(*delta, "text"), on_text);
  if (type != "input_json_delta") return {};
  auto call = calls_.find(find_int(event, "index").value_or(0));
  if (call == calls_.end()) return {};
  return builder_.add_arguments(call->second, text_or_empty(*delta, "partial_json"));
}

void AnthropicStream::absorb_usage(const Json& usage) {
  if (!usage.is_object()) return;
  model::Usage& total = builder_.usage();
  // message_delta repeats only what changed since message_start.
  if (find(usage, "input_tokens") != nullptr) {
    total.cached_input_tokens = token_count(usage, "cache_read_input_tokens");
    total.input_tokens = token_count(usage, "input_tokens") + total.cached_input_tokens +
                         token_count(usage, "cache_creation_input_tokens");
  }
  total.output_tokens = std::max(total.output_tokens, token_count(usage, "output_tokens"));
}

Result<model::ChatReply> AnthropicStream::finish(const ports::OnText& on_text) {
  if (!is_complete()) {
    return Error{ErrorCode::unavailable, "The answer broke off before it was complete. Try again.",
                 "broke_off"};
  }
  FinishReason reason = anthropic_finish_reason(stop_reason_.value_or(""));
  model::ChatReply reply = builder_.finish(reason, on_text);
  for (model::ToolCall& call : reply.tool_calls) {
    if (call.arguments.empty()) call.arguments = "{}";
  }
  take_answer(reply, on_text);
  if (reply.tool_calls.empty() && reply.finish_reason == FinishReason::tool_calls) {
    reply.finish_reason = FinishReason::stop;
  }
  if (!reply.tool_calls.empty() && reply.finish_reason == FinishReason::stop) {
    reply.finish_reason = FinishReason::tool_calls;
  }
  return reply;
}

// The forced call becomes the text. Beside real calls it is dropped: it was written before their
// results.
void AnthropicStream::take_answer(model::ChatReply& reply, const ports::OnText& on_text) const {
  if (answer_.name.empty()) return;
  std::string answer;
  std::erase_if(reply.tool_calls, [&](const model::ToolCall& call) {
    if (call.name != answer_.name) return false;
    answer = call.arguments;
    return true;
  });
  if (answer.empty() || !reply.tool_calls.empty()) return;
  if (answer_.is_wrapped) {
    auto wrapped = parse_json(answer);
    const Json* value = wrapped ? find(*wrapped, "value") : nullptr;
    if (value != nullptr) answer = to_text(*value);
  }
  reply.text = std::move(answer);
  if (on_text) on_text(reply.text);
}

}  // namespace elevaite::adapters::llm
