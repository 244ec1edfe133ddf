// Begins a run by the clock.
#include "model/schedule.hpp"
#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

// A test of the draft has no time of its own: it is as though the schedule had fired now.
Result<ports::NodeOutcome> evaluate_schedule(const ports::StepContext&,
                                             const ports::NodeInput& input) {
  CHECK(model::parse_schedule_settings(input.config));
  JsonObject value{{"scheduled_at", nullptr}, {"local_time", nullptr}, {"time_zone", nullptr}};
  value["time_zone"] = find_string(input.config, "time_zone").value_or("UTC");
  if (const auto* fired = input.input.if_object()) {
    for (const auto& [name, member] : *fired) value[name] = member;
  }
  return ports::NodeOutput{std::move(value)};
}

}  // namespace

void register_schedule_trigger(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = model::kScheduleTrigger;
  kind.title = "Schedule";
  kind.description = "Starts a run by the clock: every morning, every quarter of an hour.";
  kind.icon = "calendar-clock";
  kind.category = model::NodeCategory::trigger;
  kind.inputs = {};
  kind.is_trigger = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false,
    "properties": {
      "cron": {"type": "string", "title": "When", "format": "cron", "maxLength": 200,
               "default": "0 9 * * MON-FRI",
               "description": "Minute, hour, day of month, month, day of week, as in cron: )"
                                 R"(0 9 * * MON-FRI is nine o'clock on working days; */15 * * * * )"
                                 R"(is every quarter of an hour."},
      "time_zone": {"type": "string", "title": "Time zone", "format": "time-zone",
                    "default": "UTC", "description": "Such as Europe/Berlin: the schedule )"
                                 R"(keeps to the clocks there, in summer and in winter."},
      "overlap": {"type": "string", "title": "When the last run is still under way",
                  "enum": ["skip", "allow"], "default": "skip", "x-widget": "select",
                  "description": "skip leaves this time out; allow runs both at once."},
      "queue": {"type": "string", "title": "Queue", "enum": ["quick", "long"],
                "default": "long", "x-widget": "select",
                "description": "quick is for what takes less than two minutes."}
    }
  })");
  kind.output_schema = schema_of(R"({
    "type": "object",
    "properties": {
      "scheduled_at": {"type": ["string", "null"], "description": "The time for which it fired."},
      "local_time": {"type": ["string", "null"], "description": "The same by the clock there."},
      "time_zone": {"type": "string"}
    }
  })");
  registry.add({std::move(kind), evaluate_schedule});
}

}  // namespace elevaite::nodes
