// One model call without tools: what the prompt node does.
#pragma once
#include "agents/model_call.hpp"

namespace elevaite::agents {

struct PromptSettings {
  ModelChoice model{};
  std::string instructions{};
  std::string input{};
  std::optional<Json> output_schema{};
  Duration max_time = 5min;
};

// Value: {"text", "data" (structured output, otherwise absent), "model", "finish_reason",
// "metadata"}. Errors: the model's; unavailable with reason "invalid_output" after two corrections.
Task<Result<ports::NodeOutcome>> run_prompt(ports::StepContext& context, PromptSettings settings,
                                            ports::ChatModels& models, const Clock& clock);

}  // namespace elevaite::agents
