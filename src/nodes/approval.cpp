// Asks a person, and waits without costing anything.
#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

constexpr double kMaxHours = 366 * 24;

Result<ports::NodeOutcome> answer(const ports::Resumption& resumption) {
  if (resumption.is_timeout) {
    return ports::NodeOutput{JsonObject{{"approved", false}, {"expired", true}}, "expired"};
  }
  auto approved = find_bool(resumption.payload, "approved");
  if (!approved) {
    return invalid_field("approved", "required", "The answer needs approved: true or false.");
  }
  JsonObject value{{"approved", *approved}, {"expired", false}};
  for (const char* name : {"comment", "by"}) {
    if (const Json* member = find(resumption.payload, name)) value[name] = *member;
  }
  return ports::NodeOutput{std::move(value), *approved ? "approved" : "rejected"};
}

Result<ports::NodeOutcome> evaluate_approval(const ports::StepContext& context,
                                             const ports::NodeInput& input) {
  ConfigReader config(input.config);
  JsonObject request{{"title", config.required_text("title")}, {"message", config.text("message")}};
  if (const Json* details = config.value("details")) request["details"] = *details;
  auto assignees = config.texts("assignees");
  if (!assignees.empty()) request["assignees"] = JsonArray(assignees.begin(), assignees.end());
  auto hours = config.number("expires_after_hours", 0, kMaxHours);
  CHECK(config.finish());
  if (auto resumption = context.resumption("approval")) return answer(*resumption);
  ports::Suspension wait{"approval", std::nullopt, std::move(request)};
  if (hours) {
    wait.until = context.now() + Duration(static_cast<std::int64_t>(*hours * 3600 * 1'000'000));
  }
  return wait;
}

}  // namespace

void register_approval(ports::NodeRegistry& registry, const ports::NodeServices&) {
  model::NodeKind kind;
  kind.kind = "approval";
  kind.title = "Approval";
  kind.description = "Pauses the run until a person approves or rejects.";
  kind.icon = "user-check";
  kind.category = model::NodeCategory::logic;
  kind.outputs = {{"approved", "Approved"}, {"rejected", "Rejected"}, {"expired", "Expired"}};
  kind.has_error_output = true;
  kind.config_schema = schema_of(R"({
    "type": "object", "additionalProperties": false, "required": ["title"],
    "properties": {
      "title": {"type": "string", "title": "What is to be approved", "minLength": 1,
                "maxLength": 300, "x-widget": "text", "x-expression": true},
      "message": {"type": "string", "title": "Message", "x-widget": "textarea", "maxLength": 20000,
                  "x-expression": true},
      "details": {"title": "Details", "x-widget": "expression", "x-expression": true,
                  "description": "Any value; shown to whoever decides."},
      "assignees": {"type": ["array", "string"], "title": "Who may decide", "x-expression": true,
                    "maxItems": 50, "items": {"type": "string"},
                    "description": "E-mail addresses of members; empty: everyone who may."},
      "expires_after_hours": {"type": "number", "title": "Expires after hours", "minimum": 0,
                              "maximum": 8784, "x-widget": "number", "x-expression": true}
    }
  })");
  kind.output_schema = schema_of(R"({
    "type": "object",
    "properties": {
      "approved": {"type": "boolean"}, "expired": {"type": "boolean"},
      "comment": {"type": "string"}, "by": {}
    }
  })");
  registry.add({std::move(kind), evaluate_approval});
}

}  // namespace elevaite::nodes
