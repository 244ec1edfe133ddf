// Anthropic's messages format, without any I/O. Structured output is a forced call of a tool that
// we add, whose input becomes the reply's text. Nothing a server sends makes these functions throw.
#pragma once
#include <map>
#include <optional>

#include "adapters/llm/formats/reply_builder.hpp"

namespace elevaite::adapters::llm {

// How the caller's response_schema was packed into a tool.
struct AnthropicAnswerTool {
  std::string name;         // empty: no structured output was asked for
  bool is_wrapped = false;  // the schema was not an object: the input is {"value": …}
};
AnthropicAnswerTool anthropic_answer_tool(const ports::ChatRequest& request);

JsonObject anthropic_request(const ports::ChatRequest& request, bool is_streamed);

// The body of a 2xx answer that was not streamed. Errors: unavailable when it holds no answer.
Result<model::ChatReply> parse_anthropic_reply(std::string_view body, AnthropicAnswerTool answer);

// Fed with the data of each server-sent event, in order.
class AnthropicStream {
 public:
  explicit AnthropicStream(AnthropicAnswerTool answer) : answer_(std::move(answer)) {}
  Result<void> feed(std::string_view data, const ports::OnText& on_text);
  bool is_complete() const { return is_stopped_ || stop_reason_.has_value(); }
  Result<model::ChatReply> finish(const ports::OnText& on_text);

  // One whole content block. Used by parse_anthropic_reply too.
  Result<void> absorb_block(const Json& block, std::int64_t index, const ports::OnText& on_text);
  void absorb_usage(const Json& usage);
  void set_stop_reason(std::string_view reason) { stop_reason_ = std::string(reason); }

 private:
  Result<void> absorb_delta(const Json& event, const ports::OnText& on_text);
  void take_answer(model::ChatReply& reply, const ports::OnText& on_text) const;

  AnthropicAnswerTool answer_;
  ReplyBuilder builder_;
  std::map<std::int64_t, std::size_t> calls_;  // content block index → our call
  std::optional<std::string> stop_reason_;
  bool is_stopped_ = false;
};

}  // namespace elevaite::adapters::llm
