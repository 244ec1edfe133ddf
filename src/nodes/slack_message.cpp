// Posts to Slack, as a bot (chat.postMessage) or through an incoming webhook.
#include <fmt/format.h>

#include "nodes/settings/outside_call.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"

namespace elevaite::nodes {
namespace {

constexpr std::string_view kApi = "https://slack.com/api";

struct SlackSettings {
  std::string credential;
  std::string channel;
  JsonObject message;
};

Result<SlackSettings> read_settings(const Json& source) {
  ConfigReader config(source);
  SlackSettings out;
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

Error slack_error(std::string_view word, const net::Headers& headers) {
  Error error{ErrorCode::invalid_argument, fmt::format("Slack refused the message: {}.", word),
              fmt::format("slack_{}", word)};
  if (word == "ratelimited" || word == "rate_limited") error.code = ErrorCode::rate_limited;
  for (std::string_view login :
       {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}) {
    if (word == login) error.code = ErrorCode::unauthenticated;
  }
  for (std::string_view denied : {"missing_scope", "not_in_channel", "no_permission",
                                  "restricted_action", "ekm_access_denied"}) {
    if (word == denied) error.code = ErrorCode::permission_denied;
  }
  if (word == "channel_not_found" || word == "thread_not_found") error.code = ErrorCode::not_found;
  if (word == "internal_error" || word == "fatal_error" || word == "service_unavailable") {
    error.code = ErrorCode::unavailable;
  }
  error.retry_after = retry_after(headers, system_clock().now());
  return error;
}

Result<net::ClientRequest> make_request(const SlackSettings& settings, const Json& credential) {
  net::ClientRequest request;
  request.method = "POST";
  request.total_timeout = 20s;
  request.max_response_bytes = 1 << 20;
  request.headers.add("Content-Type", "application/json; charset=utf-8");
  JsonObject message = settings.message;
  std::string token(find_string(credential, "bot_token").value_or(""));
  std::string webhook(find_string(credential, "webhook_url").value_or(""));
  if (!token.empty()) {
    if (settings.channel.empty()) {
      return invalid_field("config.channel", "required",
                           "config.channel must not be empty: a bot posts to a channel.");
    }
    message["channel"] = settings.channel;
    request.headers.add("Authorization", "Bearer " + token);
    std::string base(find_string(credential, "base_url").value_or(kApi));
    request.url = base + "/chat.postMessage";
  } else if (!webhook.empty()) {
    request.url = webhook;
  } else {
    return invalid_field("config.credential", "incomplete",
                         "config.credential has neither a bot token nor a webhook URL.");
  }
  request.body = to_text(message);
  return request;
}

Result<JsonObject> read_answer(const net::ClientResponse& response, bool is_webhook) {
  if (response.status < 200 || response.status >= 300) {
    return status_error("Slack", response.status, response.headers, response.body);
  }
  if (is_webhook) return JsonObject{{"ok", true}};
  auto answer = parse_json(response.body);
  if (!answer || find_bool(*answer, "ok") == std::nullopt) {
    return Error{ErrorCode::unavailable, "Slack's answer is not understood.", "invalid_response"};
  }
  if (!*find_bool(*answer, "ok")) {
    return slack_error(find_string(*answer, "error").value_or("unknown_error"), response.headers);
  }
  JsonObject value{{"ok", true}};
  for (const char* name : {"channel", "ts"}) {
    if (const Json* member = find(*answer, name)) value[name] = *member;
  }
  return value;
}

Task<Result<ports::NodeOutcome>> run_slack(ports::StepContext& context, ports::NodeInput input,
                                           ports::NodeServices services) {
  CO_TRY(SlackSettings settings, read_settings(input.config));
  // Slack knows no idempotency key.
  if (context.is_repeated()) co_return outcome_unknown("Posting to Slack");
  std::vector<std::string> kinds{"slack"};
  CO_TRY(Json credential, co_await open_credential(services.credentials, context.tenant_id(),
                                                   settings.credential, std::move(kinds)));
  CO_TRY(net::ClientRequest request, make_request(settings, credential));
  bool is_webhook = !request.headers.has("Authorization");
  request.guard = &services.egress;
  auto response = co_await services.http.send(std::move(request));
  if (!response) co_return as_outcome_unknown(std::move(response).error(), "Posting to Slack");
  CO_TRY(JsonObject value, read_answer(*response, is_webhook));
  co_return ports::NodeOutput{std::move(value)};
}

constexpr std::string_view kSchema = R"({
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
  kind.config_schema = schema_of(kSchema);
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
