// The AI SDK's UI message stream, version 1 (ai-sdk.dev, "Stream Protocols"): what @ai-sdk/react's
// useChat reads.
#pragma once
#include <map>
#include <set>

#include "http/chat_events.hpp"

namespace elevaite::http {

class UiMessageStream final : public ChatListener {
 public:
  // `metadata` goes with the start of the message: run and conversation.
  UiMessageStream(std::string message_id, JsonObject metadata);

  // The SSE bytes produced since the last call.
  std::string take_bytes() { return std::exchange(bytes_, {}); }

  // The answer will be made by this job.
  void job(std::string_view job_id);
  void text(const std::string& block, std::string_view fragment) override;
  void text_end(const std::string& block) override;
  void tool_call(const std::string& call_id, std::string_view name, const Json& arguments) override;
  void tool_result(const std::string& call_id, const Json& output) override;
  void tool_error(const std::string& call_id, std::string_view message) override;
  void file(const model::Attachment& file) override;
  void source(const model::Source& source, std::size_t number) override;
  void waits(const Json& event) override;
  void answered(const Json& event) override;
  void goes_on(std::string_view status) override;
  void finished(std::string_view status, const Json& event) override;

 private:
  void write(Json part);
  std::string bytes_;
  std::set<std::string> open_;
  std::map<std::string, JsonObject> approvals_;
  std::string run_id_;
};

}  // namespace elevaite::http
