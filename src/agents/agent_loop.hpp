// The agent: model call, tool calls, again, until the final text or a limit. It runs as one step of
// a run; every model call and tool call is a recorded sub-step, so after a crash it continues where
// it was.
#pragma once
#include "agents/model_call.hpp"
#include "ports/file_shelf.hpp"
#include "ports/tool.hpp"

namespace elevaite::agents {

// 0 means "no such limit" for the budgets.
struct AgentLimits {
  int max_steps = 20;  // model calls, at least 1
  Duration max_time = 10min;
  std::int64_t max_tokens = 0;  // input and output of all model calls
  std::int64_t max_cost_usd_nanos = 0;
};

struct AgentSettings {
  ModelChoice model{};
  std::string instructions{};
  std::string input{};                     // what the user says
  std::vector<model::Attachment> files{};  // that came with it
  // The answer must be JSON of this schema; it is then the value's "data".
  std::optional<Json> output_schema{};
  std::size_t memory_messages = 20;  // of the conversation before; 0: none
  std::int64_t memory_tokens = 8000;
  bool parallel_tools = true;
  std::size_t max_tool_result_bytes = 64 << 10;  // shown to the model; the record keeps everything
  AgentLimits limits{};
};

// What the loop needs besides the step. `clock` is read inside recorded work only.
struct AgentServices {
  ports::ChatModels& models;
  const Clock& clock;
  std::vector<const ports::BuiltinTool*> builtin_tools{};
  ports::FileShelf* files = nullptr;  // where attached files are read; null: they are only named
};

// Value: {"text", "data" (structured output, otherwise absent), "model", "finish_reason", "steps",
// "tool_calls": [{"name","arguments","is_error"}], "metadata"}. NodeOutput::usage is the sum over
// the recorded model calls, which carry theirs too. Suspends on "approval/<tool call id>" with
// payload {"tool","title","arguments","parameters","call_id"}, where parameters is the schema of
// the arguments; the answer's payload is {"approved": bool, "comment": text, "arguments": other
// ones}. Errors: limit_exceeded with reason max_steps, max_time, max_tokens or max_cost; what the
// model answered; unavailable with reason "invalid_output" when structured output stayed wrong.
Task<Result<ports::NodeOutcome>> run_agent(ports::StepContext& context, AgentSettings settings,
                                           AgentServices services);

}  // namespace elevaite::agents
