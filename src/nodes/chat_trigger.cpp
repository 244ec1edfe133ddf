// Begins a run with a message that a person wrote.
#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

Result<ports::NodeOutcome> evaluate_chat(const ports::StepContext&, const ports::NodeInput& input) {
  ConfigReader config(input.config);
  config.text("greeting");
  config.texts("suggestions");
  config.flag("background");
  CHECK(config.finish());
  if (!find_string(input.input, "message")) {
    return invalid_field("message", "required", "A chat run needs a message, as text.");
  }
  return ports::NodeOutput{input.input};
}

}  // namespace

void register_chat_trigger(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "chat_trigger";
  kind.title = "Chat message";
  kind.description = "Starts a run for every message that somebody sends to the agent.";
  kind.icon = "message-circle";
  kind.category = model::NodeCategory::trigger;
  kind.inputs = {};
  kind.is_trigger = true;
  kind.is_unique = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false,
    "properties": {
      "greeting": {"type": "string", "title": "Greeting", "x-widget": "textarea", "maxLength": 2000,
                   "description": "Shown before the first message. It costs nothing."},
      "suggestions": {"type": "array", "title": "Suggested questions", "maxItems": 6,
                      "items": {"type": "string", "maxLength": 200}},
      "background": {"type": "boolean", "title": "Long task", "default": false,
                     "description": "A worker makes the answer; the chat goes on meanwhile."}
    }
  })");
  kind.output_schema = schema_of(R"({
    "type": "object", "required": ["message"],
    "properties": {
      "message": {"type": "string"},
      "files": {"type": "array", "description": "What came with the message.",
                "items": {"type": "object", "properties": {
                  "file_id": {"type": "string"}, "name": {"type": "string"},
                  "content_type": {"type": "string"}, "size": {"type": "integer"}}}},
      "conversation_id": {"type": "string"},
      "user": {"type": "object"}
    }
  })");
  registry.add({std::move(kind), evaluate_chat});
}

}  // namespace elevaite::nodes
