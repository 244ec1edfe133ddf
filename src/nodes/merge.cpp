// Brings branches together. When it runs is the planner's business (mode "any": at the first
// arrival); what it answers is decided here.
#include <fmt/format.h>

#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

// Objects become one object, later members win; lists become one list; nothing else can be
// combined.
Result<Json> combine(const JsonObject& values) {
  Json out;
  for (const auto& [id, value] : values) {
    if (value.is_null()) continue;
    if (out.is_null()) {
      out = value;
      if (!value.is_object() && !value.is_array()) out = JsonArray{value};
    } else if (out.is_object() && value.is_object()) {
      for (const auto& [name, member] : value.get_object()) out.get_object()[name] = member;
    } else if (out.is_array() && value.is_array()) {
      auto& array = out.get_array();
      array.insert(array.end(), value.get_array().begin(), value.get_array().end());
    } else if (out.is_array() && !value.is_object()) {
      out.get_array().push_back(value);
    } else {
      return invalid_field("config.mode", "mismatch",
                           fmt::format("config.mode combine needs only objects or only lists: the "
                                       "value of {} is neither the one nor the other.",
                                       std::string_view(id)));
    }
  }
  return out;
}

Result<ports::NodeOutcome> evaluate_merge(const ports::StepContext&,
                                          const ports::NodeInput& input) {
  ConfigReader config(input.config);
  std::string mode = config.choice("mode", {"all", "any", "combine"});
  CHECK(config.finish());
  if (!input.has_several) return ports::NodeOutput{input.input};
  const JsonObject& values = input.input.get_object();
  if (mode == "all") return ports::NodeOutput{input.input};
  if (mode == "any") return ports::NodeOutput{values.begin()->value()};
  TRY(Json value, combine(values));
  return ports::NodeOutput{std::move(value)};
}

}  // namespace

void register_merge(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "merge";
  kind.title = "Merge";
  kind.description = "Waits for the branches that lead to it and brings their values together.";
  kind.icon = "merge";
  kind.category = model::NodeCategory::logic;
  kind.has_error_output = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false,
    "properties": {
      "mode": {"type": "string", "title": "Mode", "enum": ["all", "any", "combine"],
               "default": "all", "x-widget": "select",
               "description": "all: an object of the values by node id; any: goes on with )"
                                 R"(the first that arrives; combine: one object or one list."}
    }
  })");
  registry.add({std::move(kind), evaluate_merge});
}

}  // namespace elevaite::nodes
