#include "identity/sso/provider_http.hpp"

#include "core/log.hpp"
#include "core/net/uri.hpp"

namespace elevaite::identity {
namespace {

constexpr Duration kConnectTimeout = std::chrono::seconds(5);

// What the person is told names no address; the log does.
Error unavailable(const std::string& url, std::string_view why) {
  log_warning("a sign-in provider did not answer as it should", {{"url", url}, {"why", why}});
  return Error{ErrorCode::unavailable,
               "The provider could not be reached, or answered with something unusable. Try again, "
               "or sign in another way.",
               "provider_unavailable"};
}

bool is_this_machine(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

}  // namespace

Result<void> check_provider_url(const std::string& url) {
  auto parts = net::parse_url(url);
  if (!parts || parts->has_userinfo) {
    return invalid_argument("A provider's address is an https URL without user and password.");
  }
  if (parts->scheme == "https") return {};
  if (parts->scheme == "http" && is_this_machine(parts->host)) return {};
  return invalid_argument("A provider's address begins with https://.");
}

Task<Result<ProviderAnswer>> call_provider(net::HttpClient& http, ProviderCall call) {
  auto checked = check_provider_url(call.url);
  if (!checked) co_return unavailable(call.url, checked.error().message);
  net::ClientRequest request;
  request.method = std::move(call.method);
  request.url = call.url;
  request.headers = std::move(call.headers);
  request.headers.set("Accept", "application/json");
  request.headers.set("User-Agent", "ElevAIte");
  request.body = std::move(call.body);
  request.connect_timeout = std::min(kConnectTimeout, call.timeout);
  request.total_timeout = call.timeout;
  request.max_response_bytes = kMaxProviderAnswerBytes;
  request.guard = call.guard;
  auto response = co_await http.send(std::move(request));
  if (!response) co_return unavailable(call.url, response.error().message);
  if (response->status >= 300 && response->status < 400) {
    co_return unavailable(call.url, "it redirects.");
  }
  auto body = parse_json(response->body);
  ProviderAnswer answer;
  answer.status = response->status;
  if (body) {
    answer.body = std::move(*body);
  } else if (answer.status == 200) {
    co_return unavailable(call.url, body.error().message);
  }
  co_return answer;
}

Task<Result<Json>> fetch_from_provider(net::HttpClient& http, ProviderCall call) {
  std::string url = call.url;
  CO_TRY(auto answer, co_await call_provider(http, std::move(call)));
  if (answer.status != 200) {
    co_return unavailable(url, "it answered " + std::to_string(answer.status) + ".");
  }
  co_return std::move(answer.body);
}

}  // namespace elevaite::identity
