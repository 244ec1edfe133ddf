// OpenAI's chat completions format, without any I/O: requests are built, replies and stream events
// read. Nothing a server sends makes these functions throw: unknown fields are ignored, wrong types
// count as absent.
#pragma once
#include <map>
#include <optional>

#include "adapters/llm/formats/reply_builder.hpp"

namespace elevaite::adapters::llm {

struct OpenaiDialect {
  // OpenAI itself wants max_completion_tokens; compatible servers know max_tokens.
  bool is_openai_itself = true;
  bool wants_stream_usage = true;
};

JsonObject openai_chat_request(const ports::ChatRequest& request, bool is_streamed,
                               const OpenaiDialect& dialect);

// The body of a 2xx answer that was not streamed. Errors: unavailable when it holds no answer.
Result<model::ChatReply> parse_openai_chat_reply(std::string_view body);

// Fed with the data of each server-sent event, in order.
class OpenaiChatStream {
 public:
  // An error ends the stream: what the server reported, or unavailable for what is not understood.
  Result<void> feed(std::string_view data, const ports::OnText& on_text);
  // Whether the answer is whole, so that a connection lost now loses nothing of it.
  bool is_complete() const { return is_done_ || finish_reason_.has_value(); }
  // Errors: unavailable ("The answer broke off…") when it is not.
  Result<model::ChatReply> finish(const ports::OnText& on_text);

  // A `message` or `delta` object of choice 0. Used by parse_openai_chat_reply too.
  Result<void> absorb(const Json& message, const ports::OnText& on_text);
  void absorb_usage(const Json& usage);
  void set_finish_reason(std::string_view reason);

 private:
  Result<void> absorb_call(const Json& fragment);
  Result<std::size_t> slot_for(const Json& fragment, std::string_view id, std::string_view name);

  ReplyBuilder builder_;
  std::map<std::int64_t, std::size_t> slots_;  // the server's index → our call
  std::string refusal_;
  std::optional<model::FinishReason> finish_reason_;
  bool is_done_ = false;
};

}  // namespace elevaite::adapters::llm
