#include "core/aws/json_api.hpp"

#include <array>

#include "core/aws/retry.hpp"
#include "core/crypto/encoding.hpp"
#include "core/crypto/sha256.hpp"
#include "core/log.hpp"

namespace elevaite::aws {
namespace {

// An answer holds at most ten messages of 1 MiB, as JSON text.
constexpr std::size_t kMaxAnswer = 24 << 20;

// The words that the official SDKs take for "too fast".
bool is_throttled(std::string_view word) {
  constexpr std::array kWords{"Throttling",
                              "ThrottlingException",
                              "ThrottledException",
                              "RequestThrottled",
                              "RequestThrottledException",
                              "TooManyRequestsException",
                              "SlowDown",
                              "RequestLimitExceeded",
                              "BandwidthLimitExceeded",
                              "LimitExceededException",
                              "PriorRequestNotComplete",
                              "TransactionInProgressException",
                              "ProvisionedThroughputExceededException"};
  return std::ranges::find(kWords, word) != kWords.end();
}

// {"__type":"com.amazonaws.sqs#QueueDoesNotExist"}; else what the field of the older protocol says.
std::string word_of(const net::ClientResponse& response) {
  std::string type;
  if (auto body = parse_json(response.body)) type = find_string(*body, "__type").value_or("");
  if (type.empty()) {
    auto field = response.headers.get("x-amzn-query-error");
    type = field.substr(0, field.find(';'));
  }
  return type.substr(type.find('#') + 1);
}

ErrorCode code_of(int status, std::string_view word) {
  if (word.find("DoesNotExist") != std::string_view::npos || word == "ResourceNotFoundException") {
    return ErrorCode::not_found;
  }
  if (status >= 500 || status == 429 || is_throttled(word)) return ErrorCode::unavailable;
  if (status == 401 || status == 403 || word == "ExpiredToken" ||
      word == "UnrecognizedClientException" ||
      word.find("AccessDenied") != std::string_view::npos) {
    return ErrorCode::unauthenticated;
  }
  return ErrorCode::internal;
}

Error refusal(const JsonService& service, const std::string& operation,
              const net::ClientResponse& response) {
  auto word = word_of(response);
  log_warning("AWS refused a request", {{"service", service.name},
                                        {"operation", operation},
                                        {"status", response.status},
                                        {"reason", word}});
  return Error{
      code_of(response.status, word),
      fmt::format("{} answered {} {} to {}.", service.name, response.status, word, operation),
      word};
}

}  // namespace

Result<void> place(JsonService& service, std::string endpoint) {
  if (endpoint.empty()) {
    endpoint = "https://" + service.name + "." + service.region + ".amazonaws.com";
  }
  auto parts = net::parse_url(endpoint);
  if (!parts || (parts->scheme != "http" && parts->scheme != "https") || parts->has_userinfo) {
    return invalid_argument("endpoint must be http://host or https://host.");
  }
  service.host = net::host_field(*parts);
  service.base_url = parts->scheme + "://" + service.host;
  return {};
}

Task<Result<net::ClientResponse>> JsonApi::send_once(const std::string& operation,
                                                     const std::string& body, Duration timeout) {
  CO_TRY(auto credentials, co_await credentials_.get());
  SignableRequest request;
  request.method = "POST";
  request.host = service_.host;
  request.headers.add("Content-Type", service_.content_type);
  request.headers.add("X-Amz-Target", service_.target + "." + operation);
  auto hash = crypto::hex_encode(crypto::sha256(body));
  sign(request, credentials, {service_.region, service_.name}, skew_.now(), hash);
  net::ClientRequest outgoing;
  outgoing.method = "POST";
  outgoing.url = service_.base_url + "/";
  outgoing.headers = std::move(request.headers);
  outgoing.body = body;
  outgoing.total_timeout = timeout;
  outgoing.is_repeatable = true;
  outgoing.max_response_bytes = kMaxAnswer;
  auto answer = co_await http_.send(std::move(outgoing));
  co_return answer;
}

Task<Result<Json>> JsonApi::call(std::string operation, JsonObject body, Duration timeout) {
  const std::string text = to_text(body);
  for (int attempt = 1;; ++attempt) {
    auto answer = co_await send_once(operation, text, timeout);
    const bool is_good = answer && answer->status == 200;
    bool may_repeat = may_help_to_repeat(answer);
    if (answer && !is_good) {
      const auto word = word_of(*answer);
      may_repeat = may_repeat || is_throttled(word) || skew_.learn(*answer, word);
    }
    if (may_repeat && attempt < kMaxAttempts) {
      co_await sleep_for(pause_after(attempt));
      continue;
    }
    if (!answer) co_return answer.error();
    if (!is_good) co_return refusal(service_, operation, *answer);
    // Some operations answer with no body at all.
    if (answer->body.empty()) co_return Json(JsonObject());
    auto parsed = parse_json(answer->body);
    if (!parsed) {
      co_return Error{ErrorCode::unavailable,
                      service_.name + " answered what is no JSON to " + operation + "."};
    }
    co_return std::move(*parsed);
  }
}

}  // namespace elevaite::aws
