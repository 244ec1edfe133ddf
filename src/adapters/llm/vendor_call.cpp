#include "adapters/llm/vendor_call.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/llm/vendor_error.hpp"
#include "core/net/sse.hpp"

namespace elevaite::adapters::llm {
namespace {

constexpr std::size_t kMaxAnswerBytes = 16 << 20;
constexpr std::size_t kMaxStreamBytes = 256 << 20;
constexpr std::size_t kMaxEventBytes = 1 << 20;
constexpr Duration kConnectTimeout = 10s;

bool is_header_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

net::ClientRequest client_request(const VendorCall& call) {
  net::ClientRequest request;
  request.method = "POST";
  request.url = call.url;
  request.headers = call.headers;
  request.headers.set("Content-Type", "application/json");
  request.body = to_text(call.body);
  request.connect_timeout = std::min(kConnectTimeout, call.total_timeout);
  request.total_timeout = call.total_timeout;
  request.max_response_bytes = kMaxAnswerBytes;
  request.guard = call.guard;
  return request;
}

// Adds who it was that failed; the codes stay.
Error transport_error(const VendorCall& call, Error error, bool has_begun) {
  if (error.code == ErrorCode::unavailable && has_begun) {
    return Error{
        ErrorCode::unavailable,
        fmt::format("The answer broke off: the connection to {} was lost. Try again.",
                    call.vendor == "OpenAI" || call.vendor == "Anthropic" ? call.vendor
                                                                          : "the model's server"),
        "broke_off"};
  }
  if (error.code == ErrorCode::unavailable) {
    error.message = fmt::format("{} cannot be reached: {}", call.vendor, error.message);
  } else if (error.code == ErrorCode::timeout) {
    error.message = fmt::format("{} did not answer in time: {}", call.vendor, error.message);
  }
  return error;
}

Error status_error(const VendorCall& call, const net::ClientResponse& response) {
  return error_of_status(call.vendor, response.status, response.headers, response.body,
                         call.api_key, system_clock().now());
}

// Tells an event stream from a plain JSON answer by its first byte, and reads either.
class AnswerReader {
 public:
  explicit AnswerReader(OnEvent on_event) : on_event_(std::move(on_event)) {}

  Result<void> feed(std::string_view bytes) {
    if (!has_begun_) {
      auto start = bytes.find_first_not_of(" \t\r\n");
      if (start == std::string_view::npos) return {};
      has_begun_ = true;
      is_plain_ = bytes[start] == '{';
    }
    if (!is_plain_) return remember(feed_events(bytes));
    if (plain_.size() + bytes.size() > kMaxAnswerBytes) {
      return remember(
          Error{ErrorCode::limit_exceeded, "The model's answer is too large.", "reply_too_large"});
    }
    plain_ += bytes;
    return {};
  }

  // Some servers leave out the blank line after their last event.
  Result<void> finish() {
    if (is_plain_ || !has_begun_) return {};
    return remember(feed_events("\n\n"));
  }

  bool has_begun() const { return has_begun_; }
  // The error that made feed() stop the transfer, told apart from one of the transport.
  const std::optional<Error>& failure() const { return failure_; }
  std::string take_plain() { return std::move(plain_); }

 private:
  Result<void> feed_events(std::string_view bytes) {
    return parser_.feed(bytes, [this](net::SseEvent event) { return on_event_(event.data); });
  }
  Result<void> remember(Result<void> result) {
    if (!result.has_value()) failure_ = result.error();
    return result;
  }

  OnEvent on_event_;
  net::SseParser parser_{kMaxEventBytes};
  std::string plain_;
  std::optional<Error> failure_;
  bool has_begun_ = false;
  bool is_plain_ = false;
};

}  // namespace

Result<VendorAccess> access_for(const ports::ChatRequest& request, const VendorSettings& settings,
                                const net::EgressGuard& guard) {
  VendorAccess access{settings.base_url, settings.api_key, nullptr};
  if (!request.api_key.empty()) access.api_key = request.api_key;
  if (!request.base_url.empty()) {
    access = {request.base_url, request.api_key, &guard};
    CHECK(guard.check_url(access.base_url));
  }
  while (access.base_url.ends_with('/')) access.base_url.pop_back();
  if (!is_header_value(access.api_key)) {
    return Error{
        ErrorCode::invalid_argument,
        "The API key of the model's vendor holds a space, a line break or another character "
        "that cannot be part of a key. Enter it again.",
        "malformed_key"};
  }
  return access;
}

Task<Result<std::string>> post_to_vendor(net::HttpClient& client, VendorCall call) {
  net::ClientRequest request = client_request(call);
  auto response = co_await client.send(std::move(request));
  if (!response.has_value()) {
    co_return transport_error(call, std::move(response).error(), false);
  }
  if (response->status / 100 != 2) co_return status_error(call, *response);
  co_return std::move(response->body);
}

Task<Result<std::string>> stream_from_vendor(net::HttpClient& client, VendorCall call,
                                             OnEvent on_event) {
  AnswerReader reader(std::move(on_event));
  net::ClientRequest request = client_request(call);
  request.headers.set("Accept", "text/event-stream");
  request.idle_timeout = call.idle_timeout;
  request.max_response_bytes = kMaxStreamBytes;
  request.on_body = [&reader](std::string_view bytes) { return reader.feed(bytes); };
  auto response = co_await client.send(std::move(request));
  if (reader.failure()) co_return *reader.failure();
  if (!response.has_value()) {
    co_return transport_error(call, std::move(response).error(), reader.has_begun());
  }
  if (response->status / 100 != 2) co_return status_error(call, *response);
  CO_CHECK(reader.finish());
  co_return reader.take_plain();
}

}  // namespace elevaite::adapters::llm
