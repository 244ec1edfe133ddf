// A container: the engine runs the nodes after "item" once for every item and goes on at "done".
// This file only says what the items are and how they are run.
#include <fmt/format.h>

#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

constexpr std::int64_t kMaxItems = 10'000;

Result<ports::NodeOutcome> evaluate_for_each(const ports::StepContext&,
                                             const ports::NodeInput& input) {
  ConfigReader config(input.config);
  const Json* items = config.value("items");
  std::int64_t concurrency = config.integer("concurrency", 1, 50, 5);
  std::int64_t max_items = config.integer("max_items", 1, kMaxItems, kMaxItems);
  std::string on_error = config.choice("on_error", {"stop", "continue"});
  if (items == nullptr || !items->is_array()) {
    config.refuse("items", "type", "must be a list, for example {{ nodes.fetch.body.rows }}");
  }
  CHECK(config.finish());
  if (items->get_array().size() > static_cast<std::size_t>(max_items)) {
    Error error{ErrorCode::limit_exceeded,
                fmt::format("config.items has {} items, more than max_items ({}) allows.",
                            items->get_array().size(), max_items),
                "too_many_items"};
    return error;
  }
  return ports::NodeOutput{
      JsonObject{{"items", *items}, {"concurrency", concurrency}, {"on_error", on_error}}, "item"};
}

}  // namespace

void register_for_each(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "for_each";
  kind.title = "For each";
  kind.description = "Runs the nodes of its body once for every item of a list.";
  kind.icon = "repeat";
  kind.category = model::NodeCategory::logic;
  kind.outputs = {{"item", "Each item"}, {"done", "Done"}};
  kind.has_error_output = true;
  kind.is_container = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false, "required": ["items"],
    "properties": {
      "items": {"title": "Items", "x-widget": "expression", "x-expression": true,
                "x-placeholder": "{{ input.rows }}",
                "description": "A list. In the body, {{ item }} is the item and {{ index }} )"
                                 R"(its place from 0."},
      "concurrency": {"type": "integer", "title": "At the same time", "minimum": 1, "maximum": 50,
                      "default": 5},
      "max_items": {"type": "integer", "title": "At most", "minimum": 1, "maximum": 10000,
                    "default": 10000, "description": "A longer list is refused."},
      "on_error": {"type": "string", "title": "When an item fails", "enum": ["stop", "continue"],
                   "default": "stop", "x-widget": "select"}
    }
  })");
  kind.output_schema = schema_of(R"({
    "type": "object",
    "properties": {"items": {"type": "array"}, "count": {"type": "integer"}}
  })");
  registry.add({std::move(kind), evaluate_for_each});
}

}  // namespace elevaite::nodes
