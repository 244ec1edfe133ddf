// Asks a person, and waits without costing anything.
#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
namespace {

constexpr std::int64_t kMaxSeconds = 366LL * 24 * 3600;

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
  std::int64_t seconds = config.integer("expires_after", 0, kMaxSeconds, 0);
  CHECK(config.finish());
  if (auto resumption = context.resumption("approval")) return answer(*resumption);
  ports::Suspension wait{"approval", std::nullopt, std::move(request)};
  if (seconds > 0) wait.until = context.now() + std::chrono::seconds(seconds);
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
      "expires_after": {"type": "integer", "title": "Expires after seconds", "minimum": 0,
                        "maximum": 31622400, "x-widget": "number", "x-expression": true,
                        "description": "0 or empty: never."}
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
