// Posts to Slack, as a bot (chat.postMessage) or through an incoming webhook.
#include "nodes/settings/config_reader.hpp"
#include "nodes/settings/outside_call.hpp"
#include "nodes/settings/schema.hpp"
#include "nodes/settings/slack_call.hpp"
#include "ports/node.hpp"

namespace elevaite::nodes {
namespace {

Result<SlackPost> read_post(const Json& source) {
  ConfigReader config(source);
  SlackPost out;
  out.credential = config.required_text("credential");
  out.channel = config.text("channel");
  std::string text = config.text("text");
  std::string thread = config.text("thread_ts");
  const JsonArray& blocks = config.list("blocks");
  if (text.empty() && blocks.empty()) {
    config.refuse("text", "required", "or config.blocks must not be empty");
  }
  CHECK(config.finish());
  if (!text.empty()) out.message["text"] = text;
  if (!blocks.empty()) out.message["blocks"] = blocks;
  if (!thread.empty()) out.message["thread_ts"] = thread;
  return out;
}

Task<Result<ports::NodeOutcome>> run_slack(ports::StepContext& context, ports::NodeInput input,
                                           ports::NodeServices services) {
  CO_TRY(SlackPost post, read_post(input.config));
  // Slack knows no idempotency key.
  if (context.is_repeated()) co_return outcome_unknown("Posting to Slack");
  CO_TRY(JsonObject value, co_await post_to_slack(services, context.tenant_id(), std::move(post)));
  co_return ports::NodeOutput{std::move(value)};
}

constexpr std::string_view kSlackMessageSchema = R"({
  "type": "object", "additionalProperties": false, "required": ["credential"],
  "properties": {
    "credential": {"type": "string", "title": "Slack", "minLength": 1, "x-widget": "credential",
                   "x-credential-kinds": ["slack"]},
    "channel": {"type": "string", "title": "Channel", "x-widget": "text", "x-expression": true,
                "x-placeholder": "#orders",
                "description": "For a bot. A webhook posts to the channel it was made for."},
    "text": {"type": "string", "title": "Text", "maxLength": 40000, "x-widget": "textarea",
             "x-expression": true},
    "blocks": {"type": "array", "title": "Blocks", "maxItems": 50, "x-widget": "json",
               "x-expression": true, "description": "Slack's Block Kit, instead of the text."},
    "thread_ts": {"type": "string", "title": "Reply to", "x-widget": "expression",
                  "x-expression": true, "x-placeholder": "{{ nodes.first.ts }}"}
  }
})";

}  // namespace

void register_slack_message(ports::NodeRegistry& registry, const ports::NodeServices& services) {
  model::NodeKind kind;
  kind.kind = "slack_message";
  kind.title = "Slack message";
  kind.description = "Posts a message to Slack.";
  kind.icon = "slack";
  kind.category = model::NodeCategory::action;
  kind.effect = model::Effect::write;
  kind.can_be_tool = true;
  kind.has_error_output = true;
  kind.config_schema = schema_of(kSlackMessageSchema);
  kind.output_schema = schema_of(R"({
    "type": "object",
    "properties": {
      "ok": {"type": "boolean"}, "channel": {"type": "string"}, "ts": {"type": "string"}
    }
  })");
  auto run = [services](ports::StepContext& context, ports::NodeInput input) {
    return run_slack(context, std::move(input), services);
  };
  registry.add({std::move(kind), {}, std::move(run)});
}

}  // namespace elevaite::nodes
