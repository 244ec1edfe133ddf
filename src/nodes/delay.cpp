// Waits, and costs nothing meanwhile. What came in goes on.
#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

constexpr std::int64_t kMaxDelaySeconds = 366LL * 24 * 3600;

Result<ports::NodeOutcome> evaluate_delay(const ports::StepContext& context,
                                          const ports::NodeInput& input) {
  ConfigReader config(input.config);
  std::string until_text = config.text("until");
  auto seconds = config.number("seconds", 0, static_cast<double>(kMaxDelaySeconds));
  auto until = parse_rfc3339(until_text);
  if (!until_text.empty() && !until) {
    config.refuse("until", "instant", "must be an instant such as 2026-11-24T09:00:00Z");
  }
  if (until_text.empty() == !seconds.has_value()) {
    config.refuse("seconds", "one_of", "or config.until is needed, and not both");
  }
  CHECK(config.finish());
  if (seconds) {
    until = context.now() + Duration(static_cast<std::int64_t>(*seconds * 1'000'000));
  }
  if (*until - context.now() > std::chrono::seconds(kMaxDelaySeconds)) {
    return invalid_field("config.until", "range", "config.until must be less than a year away.");
  }
  bool is_over = *until <= context.now() || context.resumption("timer").has_value();
  if (is_over) return ports::NodeOutput{input.input};
  return ports::Suspension{"timer", until};
}

}  // namespace

void register_delay(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "delay";
  kind.title = "Delay";
  kind.description = "Waits for a time, or until an instant.";
  kind.icon = "clock";
  kind.category = model::NodeCategory::logic;
  kind.has_error_output = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false,
    "properties": {
      "seconds": {"type": "number", "title": "Seconds", "minimum": 0, "maximum": 31622400,
                  "x-widget": "number", "x-expression": true},
      "until": {"type": "string", "title": "Or until", "x-widget": "expression",
                "x-expression": true, "x-placeholder": "2026-11-24T09:00:00Z"}
    },
    "oneOf": [{"required": ["seconds"]}, {"required": ["until"]}]
  })");
  registry.add({std::move(kind), evaluate_delay});
}

}  // namespace elevaite::nodes
