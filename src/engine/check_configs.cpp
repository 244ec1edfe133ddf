#include <fmt/format.h>

#include <unordered_set>

#include "engine/check_rules.hpp"
#include "engine/config_schema.hpp"
#include "model/config_defaults.hpp"

namespace elevaite::engine {
namespace {

std::string config_field(std::string_view path) {
  if (path.empty()) return "config";
  return path.starts_with('[') ? fmt::format("config{}", path) : fmt::format("config.{}", path);
}

class ConfigChecker {
 public:
  ConfigChecker(const Graph& graph, ProblemList& found) : graph_(graph), found_(found) {}

  expression::CompiledValue check(int index) {
    const model::Node& node = graph_.workflow.nodes[static_cast<std::size_t>(index)];
    const model::NodeKind& kind = *graph_.kinds[static_cast<std::size_t>(index)];
    Json config = node.config;
    model::apply_defaults(kind.config_schema, config);
    // What is switched off may be unfinished.
    auto severity = node.is_disabled ? Severity::warning : Severity::error;
    if (const json_schema::Schema* schema = schema_of(kind, index)) {
      for (FieldError& error : validate_config(*schema, kind.config_schema, config)) {
        found_.node(index, config_field(dotted_path(error.field)), "config_" + error.code,
                    std::move(error.message), severity);
      }
    }
    auto compiled = expression::CompiledValue::compile(config, [&](std::string_view pointer) {
      if (allows_expression(kind.config_schema, pointer)) return true;
      found_.node(index, config_field(dotted_path(pointer)), "expression_not_evaluated",
                  "This setting is taken literally: the braces in it are not an expression.",
                  Severity::warning);
      return false;
    });
    if (compiled) return std::move(*compiled);
    std::unordered_set<std::string> refused;
    for (const FieldError& error : compiled.error().fields) {
      found_.node(index, config_field(error.field), "expression_syntax", error.message);
      refused.insert(error.field);
    }
    // Without the wrong expressions, so that what the others refer to is checked as well.
    compiled = expression::CompiledValue::compile(config, [&](std::string_view pointer) {
      return allows_expression(kind.config_schema, pointer) &&
             !refused.contains(dotted_path(pointer));
    });
    return compiled ? std::move(*compiled) : expression::CompiledValue();
  }

 private:
  const json_schema::Schema* schema_of(const model::NodeKind& kind, int index) {
    auto known = schemas_.find(&kind);
    if (known != schemas_.end()) return &known->second;
    auto compiled = json_schema::Schema::compile(kind.config_schema);
    if (!compiled) {
      found_.node(index, "kind", "kind_schema_invalid",
                  fmt::format("The node kind `{}` has a wrong config schema: {}", kind.kind,
                              compiled.error().message));
      return nullptr;
    }
    return &schemas_.emplace(&kind, std::move(*compiled)).first->second;
  }

  const Graph& graph_;
  ProblemList& found_;
  std::unordered_map<const model::NodeKind*, json_schema::Schema> schemas_;
};

}  // namespace

std::vector<expression::CompiledValue> check_configs(const Graph& graph, ProblemList& found) {
  ConfigChecker checker(graph, found);
  std::vector<expression::CompiledValue> configs(graph.size());
  for (std::size_t i = 0; i < graph.size(); ++i) {
    if (graph.kinds[i] != nullptr) configs[i] = checker.check(static_cast<int>(i));
  }
  return configs;
}

}  // namespace elevaite::engine
