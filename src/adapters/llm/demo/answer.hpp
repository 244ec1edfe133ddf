// Plain sentences out of tool results.
#pragma once
#include <string>
#include <vector>

#include "adapters/llm/demo/facts.hpp"
#include "core/json.hpp"

namespace elevaite::adapters::llm::demo {

struct ToolOutcome {
  std::string tool;
  Json arguments;
  Json value;
  bool is_error = false;
  std::string error_code{};
  std::string error_message{};
};

// Reads what a tool answered, as the model was shown it. An HTTP answer is its body; one with a
// status from 400 on is an error, and so is {"error": {"code", "message"}}.
ToolOutcome read_outcome(std::string tool, Json arguments, std::string_view result);

// One paragraph for each outcome: a sentence for each column that the question asks for, a Markdown
// table for several rows, errors as they are.
std::string compose_answer(const std::vector<ToolOutcome>& outcomes, const Facts& question);

// Scalars of all results by name, for further tools and for structured output. The first one wins.
JsonObject known_values(const std::vector<ToolOutcome>& outcomes);

}  // namespace elevaite::adapters::llm::demo
