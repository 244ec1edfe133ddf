#include "nodes/settings/slack_call.hpp"

#include <fmt/format.h>

#include "nodes/settings/outside_call.hpp"

namespace elevaite::nodes {
namespace {

constexpr std::string_view kApi = "https://slack.com/api";

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

Result<net::ClientRequest> make_request(const SlackPost& post, const Json& credential) {
  net::ClientRequest request;
  request.method = "POST";
  request.max_response_bytes = 1 << 20;
  request.headers.add("Content-Type", "application/json; charset=utf-8");
  JsonObject message = post.message;
  std::string token(find_string(credential, "bot_token").value_or(""));
  std::string webhook(find_string(credential, "webhook_url").value_or(""));
  if (!token.empty()) {
    if (post.channel.empty()) {
      return invalid_field("config.channel", "required",
                           "config.channel must not be empty: a bot posts to a channel.");
    }
    message["channel"] = post.channel;
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

}  // namespace

Task<Result<JsonObject>> post_to_slack(ports::NodeServices services, model::TenantId tenant_id,
                                       SlackPost post, Duration timeout) {
  std::vector<std::string> kinds{"slack"};
  CO_TRY(Json credential, co_await open_credential(services.credentials, tenant_id, post.credential,
                                                   std::move(kinds)));
  CO_TRY(net::ClientRequest request, make_request(post, credential));
  const bool is_webhook = !request.headers.has("Authorization");
  request.total_timeout = timeout;
  request.guard = &services.egress;
  auto response = co_await services.http.send(std::move(request));
  if (!response) co_return as_outcome_unknown(std::move(response).error(), "Posting to Slack");
  co_return read_answer(*response, is_webhook);
}

}  // namespace elevaite::nodes
