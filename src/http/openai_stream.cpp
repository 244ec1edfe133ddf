#include "http/openai_stream.hpp"

namespace elevaite::http {
namespace {

std::int64_t unix_seconds(Instant instant) {
  return std::chrono::duration_cast<std::chrono::seconds>(instant.time_since_epoch()).count();
}

Json usage_json(const model::Usage& usage) {
  return {{"prompt_tokens", usage.input_tokens},
          {"completion_tokens", usage.output_tokens},
          {"total_tokens", usage.input_tokens + usage.output_tokens}};
}

}  // namespace

OpenAiStream::OpenAiStream(CompletionIdentity identity, bool includes_usage)
    : identity_(std::move(identity)), includes_usage_(includes_usage) {
  write_chunk({{"role", "assistant"}, {"content", ""}}, nullptr);
}

JsonObject OpenAiStream::head() const {
  return {{"id", identity_.id},
          {"object", "chat.completion.chunk"},
          {"created", unix_seconds(identity_.created_at)},
          {"model", identity_.model}};
}

void OpenAiStream::write_chunk(Json delta, Json finish_reason) {
  JsonObject chunk = head();
  JsonArray choices;
  choices.push_back({{"index", 0},
                     {"delta", std::move(delta)},
                     {"logprobs", nullptr},
                     {"finish_reason", std::move(finish_reason)}});
  chunk["choices"] = std::move(choices);
  bytes_ += "data: " + to_text(chunk) + "\n\n";
}

void OpenAiStream::text(const std::string& block, std::string_view fragment) {
  // Text of several model calls arrives in one message: keep them apart.
  if (has_text_ && block != last_block_) write_chunk({{"content", "\n\n"}}, nullptr);
  last_block_ = block;
  has_text_ = true;
  write_chunk({{"content", fragment}}, nullptr);
}

void OpenAiStream::text_end(const std::string&) {}

void OpenAiStream::waits(const Json& event) {
  const Json* payload = find(event, "payload");
  auto title = payload == nullptr ? std::nullopt : find_string(*payload, "title");
  text("waiting", "This needs an approval before it goes on" +
                      (title ? ": " + std::string(*title) : std::string()) + ".");
}

void OpenAiStream::finished(std::string_view status, const Json& event) {
  if (status == "failed" || status == "cancelled") {
    const Json* error = find(event, "error");
    JsonObject body{{"message", error == nullptr ? "The run was cancelled."
                                                 : find_string(*error, "message").value_or("")},
                    {"type", "agent_error"},
                    {"param", nullptr},
                    {"code", status}};
    bytes_ += "data: " + to_text(JsonObject{{"error", std::move(body)}}) + "\n\n";
  } else {
    write_chunk(JsonObject{}, "stop");
    if (includes_usage_) {
      JsonObject chunk = head();
      chunk["choices"] = JsonArray{};
      const Json* usage = find(event, "usage");
      chunk["usage"] =
          usage_json(usage == nullptr ? model::Usage{} : model::usage_from_json(*usage));
      bytes_ += "data: " + to_text(chunk) + "\n\n";
    }
  }
  bytes_ += "data: [DONE]\n\n";
}

Json completion_json(const CompletionIdentity& identity, std::string_view text, const Json& data,
                     const model::Usage& usage) {
  JsonObject message{{"role", "assistant"}, {"content", text}, {"refusal", nullptr}};
  JsonArray choices;
  choices.push_back({{"index", 0},
                     {"message", std::move(message)},
                     {"logprobs", nullptr},
                     {"finish_reason", "stop"}});
  JsonObject completion{{"id", identity.id},
                        {"object", "chat.completion"},
                        {"created", unix_seconds(identity.created_at)},
                        {"model", identity.model},
                        {"choices", std::move(choices)},
                        {"usage", usage_json(usage)}};
  if (!data.is_null()) completion["elevaite"] = data;
  return completion;
}

}  // namespace elevaite::http
