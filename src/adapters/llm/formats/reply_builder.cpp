#include "adapters/llm/formats/reply_builder.hpp"

namespace elevaite::adapters::llm {

Result<void> ReplyBuilder::grow(std::size_t bytes) {
  bytes_ += bytes;
  if (bytes_ <= kMaxReplyBytes) return {};
  return Error{ErrorCode::limit_exceeded, "The model's answer is longer than 8 MiB.",
               "reply_too_large"};
}

Result<void> ReplyBuilder::add_text(std::string_view raw, const ports::OnText& on_text) {
  CHECK(grow(raw.size()));
  std::string text = text_joiner_.push(raw);
  if (text.empty()) return {};
  text_ += text;
  if (on_text) on_text(text);
  return {};
}

Result<std::size_t> ReplyBuilder::add_call(std::string_view id, std::string_view name) {
  if (calls_.size() >= kMaxToolCalls) {
    return Error{ErrorCode::limit_exceeded, "The model asked for more than 128 tool calls at once.",
                 "too_many_tool_calls"};
  }
  CHECK(grow(id.size() + name.size()));
  calls_.push_back({{to_valid_utf8(id), to_valid_utf8(name), ""}, {}});
  return calls_.size() - 1;
}

Result<void> ReplyBuilder::add_arguments(std::size_t call, std::string_view raw) {
  CHECK(grow(raw.size()));
  calls_[call].call.arguments += calls_[call].joiner.push(raw);
  return {};
}

model::ChatReply ReplyBuilder::finish(model::FinishReason reason, const ports::OnText& on_text) {
  std::string rest = text_joiner_.finish();
  if (!rest.empty() && on_text) on_text(rest);
  model::ChatReply reply;
  reply.text = std::move(text_) + rest;
  for (std::size_t i = 0; i < calls_.size(); ++i) {
    model::ToolCall& call = calls_[i].call;
    call.arguments += calls_[i].joiner.finish();
    if (call.id.empty()) call.id = "call_" + std::to_string(i + 1);
    reply.tool_calls.push_back(std::move(call));
  }
  reply.finish_reason = reason;
  reply.usage = usage_;
  *this = ReplyBuilder();
  return reply;
}

std::int64_t token_count(const Json& owner, std::string_view key) {
  constexpr std::int64_t kAbsurd = 1'000'000'000;
  std::int64_t count = find_int(owner, key).value_or(0);
  return count < 0 || count > kAbsurd ? 0 : count;
}

std::string_view text_or_empty(const Json& owner, std::string_view key) {
  return find_string(owner, key).value_or(std::string_view{});
}

}  // namespace elevaite::adapters::llm
