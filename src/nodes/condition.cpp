// If: one of two ways to go on. What came in goes on unchanged.
#include "nodes/settings/comparison.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

Result<ports::NodeOutcome> evaluate_condition(const ports::StepContext&,
                                              const ports::NodeInput& input) {
  ConfigReader config(input.config);
  auto is_met = evaluate_rules(config);
  CHECK(config.finish());
  if (!is_met) return is_met.error();
  return ports::NodeOutput{input.input, *is_met ? "true" : "false"};
}

}  // namespace

void register_condition(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "condition";
  kind.title = "If";
  kind.description = "Goes on one way when its rules hold, and the other way when they do not.";
  kind.icon = "split";
  kind.category = model::NodeCategory::logic;
  kind.outputs = {{"true", "Yes"}, {"false", "No"}};
  kind.has_error_output = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false, "required": ["rules"],
    "properties": {
      "combine": {"type": "string", "title": "Holds when", "enum": ["all", "any"], "default": "all",
                "x-widget": "select"},
      "rules": null,
      "ignore_case": {"type": "boolean", "title": "Ignore case", "default": false}
    }
  })");
  kind.config_schema.get_object()["properties"].get_object()["rules"] = schema_of(kRulesSchema);
  registry.add({std::move(kind), evaluate_condition});
}

}  // namespace elevaite::nodes
