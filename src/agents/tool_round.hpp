// The tool calls of one model reply: checked, approved where a person must, and executed.
#pragma once
#include <map>
#include <set>
#include <variant>

#include "core/json_schema/schema.hpp"
#include "ports/tool.hpp"

namespace elevaite::agents {

// The tools an agent may call, attached nodes and built-in ones, by the name the model knows.
class Toolbox {
 public:
  // An attached tool hides a built-in one of the same name. Errors: invalid_argument for parameters
  // that are no JSON Schema. `builtin` outlive it.
  static Result<Toolbox> open(const std::vector<ports::Tool>& attached,
                              const std::vector<const ports::BuiltinTool*>& builtin);

  struct Entry {
    ports::Tool tool;
    const ports::BuiltinTool* builtin = nullptr;  // null: an attached node
    json_schema::Schema schema;
  };
  const Entry* find(std::string_view name) const;
  std::vector<model::ToolDefinition> definitions() const;
  std::string names() const;

 private:
  std::vector<Entry> entries_;
};

struct ToolRoundSettings {
  bool is_parallel = true;
  std::size_t max_result_bytes = 64 << 10;
};

struct ToolRecord {
  std::string name;
  Json arguments;
  bool is_error = false;
};

// The calls with ids that are safe in names and differ from all in `used`, which they join. The
// same calls in the same order always get the same ids.
void make_ids_unique(std::vector<model::ToolCall>& calls, int round, std::set<std::string>& used);

struct ToolRoundResult {
  std::vector<model::ChatMessage> messages;  // one per call, in the order of the calls
  std::vector<ToolRecord> records;
};

// Executes what can be executed. When a call waits for approval, everything else of the round is
// executed (and recorded) first, then the Suspension is answered. Errors: only what ends the agent
// (cancelled); the failure of a tool is a message to the model: {"error": {"code", "message"}}.
Task<Result<std::variant<ToolRoundResult, ports::Suspension>>> run_tool_round(
    ports::StepContext& context, const Toolbox& toolbox, std::vector<model::ToolCall> calls,
    ToolRoundSettings settings);

}  // namespace elevaite::agents
