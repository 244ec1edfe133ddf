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

// What the tools' identifiers are about: an order_id makes "order 1042" no customer's number.
std::set<std::string> identified_topics(const std::vector<model::ToolDefinition>& tools) {
  std::set<std::string> topics;
  for (const model::ToolDefinition& tool : tools) {
    const JsonObject* properties = find_object(tool.parameters, "properties");
    if (properties == nullptr) continue;
    for (const auto& member : *properties) {
      topics.merge(topic_of_identifier(std::string_view(member.key())));
    }
  }
  return topics;
}

struct Candidate {
  ChosenTool chosen;
  std::map<std::string, double> matched;  // the message's words → what they are worth here
};

double score_of(const Candidate& candidate, const std::set<std::string>& covered) {
  double score = candidate.chosen.arguments.specific_count > 0 ? kSpecificBonus : 0;
  bool has_own_word = false;
  for (const auto& [stem, worth] : candidate.matched) {
    if (covered.contains(stem)) continue;
    score += worth;
    has_own_word = true;
  }
  return has_own_word ? score : 0;
}

std::vector<Candidate> rank(const std::vector<model::ToolDefinition>& tools, const Facts& facts,
                            const JsonObject& known) {
  std::vector<Weights> weights;
  std::map<std::string, std::size_t> sharing;
  for (const model::ToolDefinition& tool : tools) {
    weights.push_back(weights_of(tool));
    for (const auto& [stem, weight] : weights.back()) ++sharing[stem];
  }
  const std::set<std::string> asked = asked_stems(facts);
  const std::set<std::string> topics = identified_topics(tools);
  FillOptions options;
  options.known = &known;
  options.identified_topics = &topics;
  std::vector<Candidate> ranked;
  for (std::size_t i = 0; i < tools.size(); ++i) {
    Candidate candidate;
    candidate.chosen.tool = &tools[i];
    for (const std::string& stem : asked) {
      auto weight = weights[i].find(stem);
      if (weight == weights[i].end()) continue;
      candidate.matched[stem] = weight->second * rarity(tools.size(), sharing[stem]);
    }
    if (candidate.matched.empty()) continue;
    candidate.chosen.arguments = fill_object(tools[i].parameters, facts, options);
    candidate.chosen.score = score_of(candidate, {});
    ranked.push_back(std::move(candidate));
  }
  std::sort(ranked.begin(), ranked.end(), [](const Candidate& a, const Candidate& b) {
    return a.chosen.score != b.chosen.score ? a.chosen.score > b.chosen.score
                                            : a.chosen.tool < b.chosen.tool;
  });
  return ranked;
}

}  // namespace

ToolChoice choose_tools(const std::vector<model::ToolDefinition>& tools, const Facts& facts,
                        const JsonObject& known) {
  ToolChoice choice;
  std::set<std::string> covered;
  for (Candidate& candidate : rank(tools, facts, known)) {
    // A further tool must be asked for by words of its own.
    if (score_of(candidate, covered) < kThreshold) continue;
    for (const auto& [stem, worth] : candidate.matched) covered.insert(stem);
    bool is_complete = candidate.chosen.arguments.missing.empty();
    auto& list = is_complete ? choice.callable : choice.incomplete;
    if (list.size() < kMaxCalls) list.push_back(std::move(candidate.chosen));
  }
  return choice;
}

}  // namespace elevaite::adapters::llm::demo
