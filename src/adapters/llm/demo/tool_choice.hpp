// Which tools a message asks for, and with which arguments.
#pragma once
#include "adapters/llm/demo/arguments.hpp"
#include "model/chat.hpp"

namespace elevaite::adapters::llm::demo {

struct ChosenTool {
  const model::ToolDefinition* tool = nullptr;
  double score = 0;
  FilledObject arguments;
};

struct ToolChoice {
  std::vector<ChosenTool> callable;  // best first; every one matches strongly
  std::vector<ChosenTool>
      incomplete;  // match strongly, but the message leaves out what they require
};

// Compares the message's words with each tool's name, description and parameters. A word that many
// tools share counts for less. `known` are values from earlier results.
ToolChoice choose_tools(const std::vector<model::ToolDefinition>& tools, const Facts& facts,
                        const JsonObject& known);

}  // namespace elevaite::adapters::llm::demo
