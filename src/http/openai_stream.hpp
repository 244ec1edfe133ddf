// OpenAI's chat completions format, outgoing: chunks of a stream, or the whole completion.
#pragma once
#include "core/time.hpp"
#include "http/chat_events.hpp"
#include "model/chat.hpp"

namespace elevaite::http {

struct CompletionIdentity {
  std::string id;     // "chatcmpl-…"
  std::string model;  // the agent's slug
  Instant created_at;
};

// The agent's own tools are its business: an OpenAI client sees text only (it could not answer tool
// calls that it did not ask for).
class OpenAiStream final : public ChatListener {
 public:
  OpenAiStream(CompletionIdentity identity, bool includes_usage);

  std::string take_bytes() { return std::exchange(bytes_, {}); }

  void text(const std::string& block, std::string_view fragment) override;
  void text_end(const std::string& block) override;
  void tool_call(const std::string&, std::string_view, const Json&) override {}
  void tool_result(const std::string&, const Json&) override {}
  void tool_error(const std::string&, std::string_view) override {}
  void waits(const Json& event) override;
  void answered(const Json&) override {}
  void goes_on(std::string_view) override {}
  // A completion has no place for a question, and its clients give up on silence.
  bool leaves_at_approvals() const override { return true; }
  void finished(std::string_view status, const Json& event) override;

 private:
  void write_chunk(Json delta, Json finish_reason);
  JsonObject head() const;

  CompletionIdentity identity_;
  bool includes_usage_;
  std::string bytes_;
  std::string last_block_;
  bool has_text_ = false;
};

Json completion_json(const CompletionIdentity& identity, std::string_view text, const Json& data,
                     const model::Usage& usage);

}  // namespace elevaite::http
