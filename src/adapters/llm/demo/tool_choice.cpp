#include "adapters/llm/demo/tool_choice.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace elevaite::adapters::llm::demo {
namespace {

constexpr double kNameWeight = 2;
constexpr double kDescriptionWeight = 1;
constexpr double kParameterWeight = 0.5;
constexpr double kSpecificBonus = 0.75;
// One word of the name, or two of the description.
constexpr double kThreshold = 1.5;
// A second tool must match nearly as well as the best one.
constexpr double kRelativeThreshold = 0.6;
constexpr std::size_t kMaxCalls = 4;

using Weights = std::map<std::string, double>;

void add(Weights& weights, std::string_view text, double weight) {
  for (const std::string& stem : stems_of(text)) {
    double& known = weights[stem];
    known = std::max(known, weight);
  }
}

Weights weights_of(const model::ToolDefinition& tool) {
  Weights weights;
  add(weights, tool.name, kNameWeight);
  add(weights, tool.description, kDescriptionWeight);
  const JsonObject* properties = find_object(tool.parameters, "properties");
  if (properties == nullptr) return weights;
  for (const auto& member : *properties) {
    add(weights, std::string_view(member.key()), kDescriptionWeight);
    add(weights, find_string(member.value(), "description").value_or(""), kParameterWeight);
    const JsonArray* values = find_array(member.value(), "enum");
    if (values == nullptr) continue;
    for (const Json& value : *values) add(weights, display_text(value), kParameterWeight);
  }
  return weights;
}

// 1 for a word of one tool only, less the more tools share it.
double rarity(std::size_t tools, std::size_t sharing) {
  if (sharing == 0) return 1;
  double n = static_cast<double>(tools);
  return std::log1p(n / static_cast<double>(sharing)) / std::log1p(n);
}

// Words that the message implies: an expression asks for a calculation.
std::set<std::string> asked_stems(const Facts& facts) {
  std::set<std::string> stems = stems_of(facts.text);
  for (const Fact& fact : facts.facts) {
    if (fact.kind == Fact::Kind::expression) stems.insert(stem_of("calculate"));
    if (fact.kind == Fact::Kind::email) stems.insert("email");
    if (fact.kind == Fact::Kind::url) stems.insert("url");
  }
  return stems;
}

}  // namespace

ToolChoice choose_tools(const std::vector<model::ToolDefinition>& tools, const Facts& facts,
                        const JsonObject& known) {
  std::vector<Weights> weights;
  std::map<std::string, std::size_t> sharing;
  for (const model::ToolDefinition& tool : tools) {
    weights.push_back(weights_of(tool));
    for (const auto& [stem, weight] : weights.back()) ++sharing[stem];
  }
  const std::set<std::string> asked = asked_stems(facts);
  std::vector<ChosenTool> ranked;
  for (std::size_t i = 0; i < tools.size(); ++i) {
    ChosenTool chosen;
    chosen.tool = &tools[i];
    for (const std::string& stem : asked) {
      auto weight = weights[i].find(stem);
      if (weight == weights[i].end()) continue;
      chosen.score += weight->second * rarity(tools.size(), sharing[stem]);
    }
    if (chosen.score <= 0) continue;
    FillOptions options;
    options.known = &known;
    chosen.arguments = fill_object(tools[i].parameters, facts, options);
    if (chosen.arguments.specific_count > 0) chosen.score += kSpecificBonus;
    if (chosen.score >= kThreshold) ranked.push_back(std::move(chosen));
  }
  std::sort(ranked.begin(), ranked.end(), [](const ChosenTool& a, const ChosenTool& b) {
    return a.score != b.score ? a.score > b.score : a.tool < b.tool;
  });
  ToolChoice choice;
  for (ChosenTool& candidate : ranked) {
    if (candidate.score < ranked.front().score * kRelativeThreshold) break;
    bool is_complete = candidate.arguments.missing.empty();
    auto& list = is_complete ? choice.callable : choice.incomplete;
    if (list.size() < kMaxCalls) list.push_back(candidate);
  }
  return choice;
}

}  // namespace elevaite::adapters::llm::demo
