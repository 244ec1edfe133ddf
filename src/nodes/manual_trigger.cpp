// Begins a run by hand, by the API or by another agent.
#include <fmt/format.h>

#include "core/json_schema/schema.hpp"
#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

Result<ports::NodeOutcome> evaluate_manual(const ports::StepContext&,
                                           const ports::NodeInput& input) {
  ConfigReader config(input.config);
  const Json* schema = config.value("input_schema");
  config.choice("runs_on", {"at_once", "quick_queue", "long_queue"});
  CHECK(config.finish());
  if (schema == nullptr) return ports::NodeOutput{input.input};
  TRY(auto compiled, json_schema::Schema::compile(*schema));
  auto problems = compiled.validate(input.input);
  if (problems.empty()) return ports::NodeOutput{input.input};
  for (FieldError& problem : problems) problem.field = "input" + problem.field;
  Error error = invalid_argument(fmt::format("The input of the run does not fit its schema: {}: {}",
                                             problems[0].field, problems[0].message));
  error.fields = std::move(problems);
  return error;
}

}  // namespace

void register_manual_trigger(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "manual_trigger";
  kind.title = "Manual start";
  kind.description = "Starts a run by hand or by the API, with the input that is given.";
  kind.icon = "play";
  kind.category = model::NodeCategory::trigger;
  kind.inputs = {};
  kind.is_trigger = true;
  kind.is_unique = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false,
    "properties": {
      "input_schema": {"type": "object", "title": "Input", "x-widget": "json",
                       "description": "A JSON Schema that the input must satisfy; the form )"
                                 R"(to start a run is drawn from it."},
      "runs_on": {"type": "string", "title": "Runs", "x-widget": "select",
                  "enum": ["at_once", "quick_queue", "long_queue"], "default": "at_once",
                  "description": "On a queue a worker starts the run when its turn comes, and )"
                                 R"(the answer is a job. The quick queue is for what takes )"
                                 R"(less than two minutes."}
    }
  })");
  registry.add({std::move(kind), evaluate_manual});
}

}  // namespace elevaite::nodes
