// Builds an object out of values.
#include <fmt/format.h>

#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

constexpr std::size_t kMaxParts = 20;

// Puts `value` at a dotted path and makes the objects on the way. False when something else is
// there.
bool set_at(JsonObject& target, std::string_view path, const Json& value) {
  JsonObject* object = &target;
  for (std::size_t depth = 0; depth < kMaxParts; ++depth) {
    std::size_t dot = path.find('.');
    std::string_view part = path.substr(0, dot);
    if (part.empty()) return false;
    if (dot == std::string_view::npos) {
      (*object)[part] = value;
      return true;
    }
    Json& next = (*object)[part];
    if (next.is_null()) next = JsonObject{};
    object = next.if_object();
    if (object == nullptr) return false;
    path.remove_prefix(dot + 1);
  }
  return false;
}

Result<ports::NodeOutcome> evaluate_set(const ports::StepContext&, const ports::NodeInput& input) {
  ConfigReader config(input.config);
  bool merges = config.choice("mode", {"merge", "replace"}) == "merge";
  const JsonArray& fields = config.list("fields");
  JsonObject value;
  if (merges && input.input.is_object()) value = input.input.get_object();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    ConfigReader field(fields[i], fmt::format("config.fields[{}]", i));
    std::string name = field.required_text("name");
    const Json* found = field.value("value");
    if (!name.empty() && !set_at(value, name, found == nullptr ? Json() : *found)) {
      field.refuse("name", "path",
                   fmt::format("{} leads through something that is no object", name));
    }
    config.adopt(field);
  }
  CHECK(config.finish());
  return ports::NodeOutput{std::move(value)};
}

}  // namespace

void register_set_fields(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "set_fields";
  kind.title = "Set fields";
  kind.description = "Adds fields to the incoming object, or builds a new one.";
  kind.icon = "pencil";
  kind.category = model::NodeCategory::logic;
  kind.can_be_tool = true;
  kind.has_error_output = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false, "required": ["fields"],
    "properties": {
      "mode": {"type": "string", "title": "Result", "enum": ["merge", "replace"],
               "default": "merge",
               "x-widget": "select",
               "description": "merge keeps what came in; replace starts with an empty object."},
      "fields": {
        "type": "array", "title": "Fields", "minItems": 1, "maxItems": 200,
        "items": {
          "type": "object", "additionalProperties": false, "required": ["name"],
          "properties": {
            "name": {"type": "string", "title": "Name", "minLength": 1, "maxLength": 200,
                     "x-placeholder": "customer.name"},
            "value": {"title": "Value", "x-widget": "expression", "x-expression": true}
          }
        }
      }
    }
  })");
  kind.output_schema = schema_of(R"({"type": "object"})");
  registry.add({std::move(kind), evaluate_set});
}

}  // namespace elevaite::nodes
