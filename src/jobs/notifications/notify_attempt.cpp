#include "jobs/notifications/notify_attempt.hpp"

#include <charconv>

#include "core/utf8.hpp"
#include "jobs/notifications/webhook_signature.hpp"

namespace elevaite::jobs {
namespace {

constexpr std::size_t kMaxAnswer = 1 << 20;
constexpr int kGone = 410;
constexpr Duration kLongestRetryAfter = 24h;

// An error of the attempt itself. What was not even tried, or is refused for good, is final.
Attempted failed_with(const Error& error) {
  Attempted out;
  out.attempt.error = error.message;
  out.is_final = !is_retryable(error.code);
  if (error.retry_after) out.retry_after = *error.retry_after;
  return out;
}

std::optional<Duration> retry_after(const net::Headers& headers) {
  auto text = headers.get("Retry-After");
  std::int64_t seconds = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || code != std::errc{} || end != text.data() + text.size() || seconds < 0)
    return std::nullopt;
  return std::min<Duration>(std::chrono::seconds(std::min<std::int64_t>(seconds, 86'400)),
                            kLongestRetryAfter);
}

Result<net::ClientRequest> webhook_request(const EndpointKeys& keys,
                                           const NotificationDelivery& delivery, Instant now) {
  const auto timestamp = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const std::string id = delivery.notice_id.str();
  TRY(auto signature, sign_webhook(keys.secrets, id, timestamp, delivery.payload));
  net::ClientRequest request;
  request.method = "POST";
  request.url = keys.endpoint.url;
  request.headers.add("Content-Type", "application/json");
  request.headers.add("User-Agent", "ElevAIte-Webhooks/1.0");
  request.headers.add("webhook-id", id);
  request.headers.add("webhook-timestamp", std::to_string(timestamp));
  request.headers.add("webhook-signature", std::move(signature));
  request.body = delivery.payload;
  request.max_response_bytes = kMaxAnswer;
  // The receiver knows it by its id.
  request.is_repeatable = true;
  return request;
}

Attempted judge(const net::ClientResponse& response) {
  Attempted out;
  out.attempt.response_status = response.status;
  const std::string text = replace_invalid_utf8(response.body.substr(0, kMaxResponseKept));
  out.attempt.response = clip_utf8(text, kMaxResponseKept);
  if (response.status >= 200 && response.status < 300) return out;
  out.attempt.error = "The endpoint answered " + std::to_string(response.status) + ".";
  out.is_gone = out.is_final = response.status == kGone;
  out.retry_after = retry_after(response.headers);
  return out;
}

}  // namespace

Task<Result<Attempted>> attempt_webhook(NotifyServices services, NotificationDelivery delivery,
                                        Duration timeout) {
  auto keys = co_await services.endpoints.keys(delivery.tenant_id,
                                               delivery.endpoint_id.value_or(model::EndpointId()));
  if (!keys && keys.error().code != ErrorCode::not_found) co_return std::move(keys).error();
  if (!keys || !keys->endpoint.is_enabled) {
    Attempted off;
    off.attempt.error = "The endpoint is switched off.";
    off.is_final = true;
    co_return off;
  }
  CO_TRY(auto request, webhook_request(*keys, delivery, services.clock.now()));
  request.total_timeout = timeout;
  request.guard = &services.egress;
  auto response = co_await services.http.send(std::move(request));
  if (!response) co_return failed_with(response.error());
  co_return judge(*response);
}

Task<Result<Attempted>> attempt_mail(NotifyServices services, NotificationDelivery delivery) {
  CO_TRY(auto payload, parse_json(delivery.payload));
  ports::Mail mail;
  mail.to.emplace_back(find_string(payload, "to").value_or(""));
  mail.subject = find_string(payload, "subject").value_or("");
  mail.text = find_string(payload, "text").value_or("");
  mail.idempotency_key = "delivery/" + delivery.id.str() + "/" + std::to_string(delivery.sends);
  mail.tenant_id = delivery.tenant_id;
  auto sent = co_await services.mailer.send(std::move(mail));
  if (sent) co_return Attempted();
  auto failed = failed_with(sent.error());
  // The server had the whole of it: a second one would rather be one too many.
  if (sent.error().reason == "outcome_unknown") failed.is_final = true;
  co_return failed;
}

Task<Result<Attempted>> attempt_slack(NotifyServices services, NotificationDelivery delivery) {
  CO_TRY(auto payload, parse_json(delivery.payload));
  auto text = [&payload](std::string_view name) {
    return std::string(find_string(payload, name).value_or(""));
  };
  auto posted = co_await services.post_to_slack(delivery.tenant_id, text("credential_id"),
                                                text("channel"), text("text"));
  if (posted) co_return Attempted();
  co_return failed_with(posted.error());
}

}  // namespace elevaite::jobs
