// The answer of a run: to whoever called the webhook, and to the conversation.
#include "nodes/settings/outside_call.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"

namespace elevaite::nodes {
namespace {

// One body serves both: a conversation shows its text.
std::string chat_text(const Json& body) {
  if (body.is_string()) return display_text(body);
  return std::string(find_string(body, "text").value_or(""));
}

Result<ports::NodeOutcome> evaluate_respond(const ports::StepContext&,
                                            const ports::NodeInput& input) {
  ConfigReader config(input.config);
  std::int64_t status = config.integer("status", 200, 599, 200);
  JsonObject headers;
  for (const auto& [name, text] : read_headers(config, "headers")) headers[name] = text;
  std::string text = config.text("text");
  const Json* body = config.value("body");
  CHECK(config.finish());
  JsonObject value;
  if (text.empty() && body != nullptr) text = chat_text(*body);
  if (!text.empty()) value["text"] = text;
  if (body != nullptr || text.empty()) {
    value["status"] = status;
    value["headers"] = std::move(headers);
    value["body"] = body == nullptr ? Json() : *body;
  }
  return ports::NodeOutput{std::move(value)};
}

}  // namespace

void register_respond(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "respond";
  kind.title = "Respond";
  kind.description = "Answers the webhook or the chat message that started the run.";
  kind.icon = "reply";
  kind.category = model::NodeCategory::logic;
  kind.has_error_output = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false,
    "properties": {
      "text": {"type": "string", "title": "Text", "x-widget": "textarea", "x-expression": true,
               "description": "The answer in the conversation."},
      "body": {"title": "Body", "x-widget": "json", "x-expression": true,
               "description": "The answer to a webhook: text is sent as it is, everything )"
                                 R"(else as JSON."},
      "status": {"type": "integer", "title": "Status", "minimum": 200, "maximum": 599,
                 "default": 200, "x-expression": true},
      "headers": {"type": "object", "title": "Headers", "x-widget": "key_value",
                  "x-expression": true, "additionalProperties": {"type": "string"}}
    }
  })");
  kind.output_schema = schema_of(R"({
    "type": "object",
    "properties": {
      "text": {"type": "string"}, "status": {"type": "integer"}, "headers": {"type": "object"},
      "body": {}
    }
  })");
  registry.add({std::move(kind), evaluate_respond});
}

}  // namespace elevaite::nodes
