// One of many ways to go on: the first case that fits, or "default". What came in goes on.
#include <fmt/format.h>

#include "model/workflow.hpp"
#include "nodes/settings/comparison.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

bool is_case_id(std::string_view id) {
  return model::is_node_id(id) && id != "default" && id != model::kErrorHandle;
}

std::vector<model::Handle> switch_outputs(const JsonObject& config) {
  std::vector<model::Handle> outputs;
  const Json* cases = config.if_contains("cases");
  if (cases != nullptr && cases->is_array()) {
    for (const Json& entry : cases->get_array()) {
      auto id = find_string(entry, "id");
      if (!id || !is_case_id(*id)) continue;
      auto title = find_string(entry, "title").value_or(*id);
      outputs.push_back({std::string(*id), std::string(title)});
    }
  }
  outputs.push_back({"default", "Otherwise"});
  return outputs;
}

// Whether a case with its own rules, or with a value to compare with, fits.
Result<bool> does_fit(ConfigReader& entry, const Json& value) {
  if (entry.value("rules") != nullptr) return evaluate_rules(entry);
  bool ignores_case = entry.flag("ignore_case");
  const Json* expected = entry.value("equals");
  entry.choice("combine", {"all", "any"});
  if (expected == nullptr) {
    entry.refuse("equals", "required", "is needed in a case without rules");
    return false;
  }
  return compare(entry.path_of("equals"), value, "equals", *expected, ignores_case);
}

Result<ports::NodeOutcome> evaluate_switch(const ports::StepContext&,
                                           const ports::NodeInput& input) {
  ConfigReader config(input.config);
  const Json* value = config.value("value");
  const JsonArray& cases = config.list("cases");
  const Json none;
  std::string chosen;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    ConfigReader entry(cases[i], fmt::format("config.cases[{}]", i));
    std::string id = entry.required_text("id");
    entry.text("title");
    if (!is_case_id(id)) {
      entry.refuse("id", "id",
                   "must be lower-case letters, digits and _, and not default or error");
    }
    if (!seen.insert(id).second) entry.refuse("id", "duplicate", "is used by another case");
    auto fits = does_fit(entry, value == nullptr ? none : *value);
    config.adopt(entry);
    if (!fits) return fits.error();
    if (chosen.empty() && *fits) chosen = id;
  }
  CHECK(config.finish());
  if (chosen.empty()) chosen = "default";
  return ports::NodeOutput{input.input, chosen};
}

}  // namespace

void register_switch(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "switch";
  kind.title = "Switch";
  kind.description = "Goes on with the first case that fits, or with the default.";
  kind.icon = "shuffle";
  kind.category = model::NodeCategory::logic;
  kind.outputs = {{"default", "Otherwise"}};
  kind.dynamic_outputs = switch_outputs;
  kind.has_error_output = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false, "required": ["cases"],
    "properties": {
      "value": {"title": "Value", "x-widget": "expression", "x-expression": true,
                "x-placeholder": "{{ input.category }}",
                "description": "What the cases without rules of their own are compared with."},
      "cases": {
        "type": "array", "title": "Cases", "minItems": 1, "maxItems": 50,
        "items": {
          "type": "object", "additionalProperties": false, "required": ["id"],
          "properties": {
            "id": {"type": "string", "title": "Output", "pattern": "^[a-z][a-z0-9_]{0,63}$",
                   "not": {"enum": ["default", "error"]}},
            "title": {"type": "string", "title": "Title", "maxLength": 100},
            "equals": {"title": "When the value equals", "x-widget": "expression",
                       "x-expression": true},
            "combine": {"type": "string", "title": "Holds when", "enum": ["all", "any"],
                      "default": "all", "x-widget": "select"},
            "rules": null,
            "ignore_case": {"type": "boolean", "title": "Ignore case", "default": false}
          }
        }
      }
    }
  })");
  Json& cases = kind.config_schema.get_object()["properties"].get_object()["cases"];
  cases.get_object()["items"].get_object()["properties"].get_object()["rules"] =
      schema_of(kRulesSchema);
  registry.add({std::move(kind), evaluate_switch});
}

}  // namespace elevaite::nodes
