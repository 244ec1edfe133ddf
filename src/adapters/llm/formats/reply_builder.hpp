// Collects a model's reply out of fragments, whole or streamed, with bounds. Shared by the wire
// formats.
#pragma once
#include <vector>

#include "adapters/llm/formats/utf8_joiner.hpp"
#include "ports/chat_model.hpp"

namespace elevaite::adapters::llm {

constexpr std::size_t kMaxReplyBytes = 8 << 20;
constexpr std::size_t kMaxToolCalls = 128;

class ReplyBuilder {
 public:
  // Errors: limit_exceeded beyond kMaxReplyBytes of text and arguments, or kMaxToolCalls.
  Result<void> add_text(std::string_view raw, const ports::OnText& on_text);
  Result<std::size_t> add_call(std::string_view id, std::string_view name);
  Result<void> add_arguments(std::size_t call, std::string_view raw);

  std::size_t call_count() const { return calls_.size(); }
  model::ToolCall& call(std::size_t index) { return calls_[index].call; }
  bool is_empty() const { return text_.empty() && calls_.empty(); }
  model::Usage& usage() { return usage_; }

  // Passes on the rest of the text, names the calls that came without an id, and empties the
  // builder.
  model::ChatReply finish(model::FinishReason reason, const ports::OnText& on_text);

 private:
  struct Call {
    model::ToolCall call;
    Utf8Joiner joiner;
  };
  Result<void> grow(std::size_t bytes);

  std::string text_;
  Utf8Joiner text_joiner_;
  std::vector<Call> calls_;
  model::Usage usage_;
  std::size_t bytes_ = 0;
};

// A count of tokens as a vendor reports it: absent, negative or absurd values count as 0.
std::int64_t token_count(const Json& owner, std::string_view key);

// A string member, or "" when it is absent or something else. Not yet valid UTF-8.
std::string_view text_or_empty(const Json& owner, std::string_view key);

}  // namespace elevaite::adapters::llm
