// One recorded call of a chat model.
#pragma once
#include "agents/attachments.hpp"
#include "core/time.hpp"
#include "ports/chat_model.hpp"
#include "ports/node.hpp"

namespace elevaite::agents {

// Which models, and with whose key.
struct ModelChoice {
  std::vector<std::string> models{};  // a fallback list; empty: the platform's default
  std::optional<double> temperature{};
  std::optional<std::int64_t> max_output_tokens{};
  // Out of the tenant's credential; empty: the operator's. Never recorded.
  std::string api_key{};
  std::string base_url{};
};

// How long the model calls and tools of one step have taken. Only recorded figures count, so a
// replay sees the same; time spent waiting for a person does not count.
class StepTime {
 public:
  StepTime(const Clock& clock, Duration limit) : clock_(clock), limit_(limit), mark_(clock.now()) {}
  // Inside recorded work only.
  Duration spent() const { return recorded_ + (clock_.now() - mark_); }
  Duration left() const { return limit_ - spent(); }
  Duration limit() const { return limit_; }
  void take_record(Duration spent);

 private:
  const Clock& clock_;
  Duration limit_;
  Duration recorded_{0};
  Instant mark_;
};

struct ModelCall {
  std::string name;  // of the sub-step: "model.1"
  ModelChoice choice;
  std::vector<model::ChatMessage> messages;
  std::vector<model::ToolDefinition> tools{};
  std::optional<Json> response_schema{};
  AttachmentReader* attachments = nullptr;  // reads what came with the messages; outlives the call
};

// The sub-step's input is a summary, its output to_json(reply) and "elapsed_ms". Emits the text as
// {"type":"text_delta","step":"<step path>:<name>","text":…}. Errors: the model's; limit_exceeded
// with reason max_time when no time is left.
Task<Result<model::ChatReply>> call_model(ports::StepContext& context, ports::ChatModels& models,
                                          StepTime& time, ModelCall call);

}  // namespace elevaite::agents
