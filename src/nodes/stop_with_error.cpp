// Ends the run as failed, with the author's own words.
#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

Result<ports::NodeOutcome> evaluate_stop(const ports::StepContext&, const ports::NodeInput& input) {
  ConfigReader config(input.config);
  std::string message = config.required_text("message");
  CHECK(config.finish());
  Error error{ErrorCode::invalid_argument, std::move(message), "stopped"};
  return error;
}

}  // namespace

void register_stop_with_error(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "stop_with_error";
  kind.title = "Stop with error";
  kind.description = "Fails the run with a message.";
  kind.icon = "octagon-x";
  kind.category = model::NodeCategory::logic;
  kind.outputs = {};
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false, "required": ["message"],
    "properties": {
      "message": {"type": "string", "title": "Message", "minLength": 1, "maxLength": 2000,
                  "x-widget": "textarea", "x-expression": true}
    }
  })");
  registry.add({std::move(kind), evaluate_stop});
}

}  // namespace elevaite::nodes
