// Begins a run with a request to the agent's own URL.
#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

Result<ports::NodeOutcome> evaluate_webhook(const ports::StepContext&,
                                            const ports::NodeInput& input) {
  ConfigReader config(input.config);
  config.choice("method", {"POST", "GET", "PUT", "PATCH", "DELETE", "ANY"});
  config.choice("respond", {"when_finished", "immediately"});
  config.choice("runs_on", {"at_once", "quick_queue", "long_queue"});
  CHECK(config.finish());
  JsonObject value{
      {"method", "POST"}, {"headers", JsonObject{}}, {"query", JsonObject{}}, {"body", nullptr}};
  if (const auto* request = input.input.if_object()) {
    for (const auto& [name, member] : *request) value[name] = member;
  }
  return ports::NodeOutput{std::move(value)};
}

}  // namespace

void register_webhook_trigger(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "webhook_trigger";
  kind.title = "Webhook";
  kind.description = "Starts a run for every request to the agent's webhook URL.";
  kind.icon = "webhook";
  kind.category = model::NodeCategory::trigger;
  kind.inputs = {};
  kind.is_trigger = true;
  kind.is_unique = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false,
    "properties": {
      "method": {"type": "string", "title": "Method", "x-widget": "select", "default": "POST",
                 "enum": ["POST", "GET", "PUT", "PATCH", "DELETE", "ANY"]},
      "respond": {"type": "string", "title": "Answer", "x-widget": "select",
                  "enum": ["when_finished", "immediately"], "default": "when_finished",
                  "description": "when_finished waits for a Respond node or the end of the )"
                                 R"(run; immediately answers 202 with the run's id."},
      "runs_on": {"type": "string", "title": "Runs", "x-widget": "select",
                  "enum": ["at_once", "quick_queue", "long_queue"], "default": "at_once",
                  "description": "On a queue a worker starts the run when its turn comes, and )"
                                 R"(the answer is a job. The quick queue is for what takes )"
                                 R"(less than two minutes."}
    }
  })");
  kind.output_schema = schema_of(R"({
    "type": "object",
    "properties": {
      "method": {"type": "string"},
      "headers": {"type": "object"},
      "query": {"type": "object"},
      "body": {}
    }
  })");
  registry.add({std::move(kind), evaluate_webhook});
}

}  // namespace elevaite::nodes
