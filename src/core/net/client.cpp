#include "core/net/client.hpp"

#include <curl/curl.h>

#include <cstdlib>
#include <map>

#include "core/net/curl_loop.hpp"
#include "core/net/plain_loop.hpp"

namespace elevaite::net {
namespace {

// Guards live as long as the process, as a rule; a caller that makes new ones loses idle
// connections.
constexpr std::size_t kMaxGuardedLoops = 16;
constexpr Duration kLongest = std::chrono::hours(24 * 365);

// One hop of a call: what the next request looks like.
struct Hop {
  std::string method;
  std::string url;
  Headers headers;
  std::string_view body;
  UrlParts parts;
};

bool has_line_break(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

Result<void> check_request(const ClientRequest& request) {
  if (!is_token(request.method)) {
    return invalid_field("method", "invalid", "The method is not a valid HTTP method.");
  }
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name)) {
      return invalid_field("headers", "invalid",
                           "A header field's name holds characters that are not allowed.");
    }
    if (has_line_break(value)) {
      return invalid_field(
          "headers", "invalid",
          "The header field \"" + name + "\" holds a line break, which is not allowed.");
    }
  }
  return {};
}

Result<void> check_hop(Hop& hop, const EgressGuard* guard) {
  TRY(hop.parts, parse_url(hop.url));
  if (guard) return guard->check_url(hop.parts);
  if (hop.parts.scheme != "http" && hop.parts.scheme != "https") {
    return invalid_argument("The URL must begin with http:// or https://.");
  }
  return {};
}

bool may_repeat(const ClientRequest& request, const Hop& hop) {
  for (std::string_view method : {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"}) {
    if (hop.method == method) return true;
  }
  return request.is_repeatable || hop.headers.has("idempotency-key");
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Fields that name or prove who calls: they are for the origin the caller meant.
bool is_credential(std::string_view name) {
  for (std::string_view known : {"authorization", "cookie", "proxy-authorization", "api-key"}) {
    if (equals_ignoring_case(name, known)) return true;
  }
  std::string lower(name);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return lower.ends_with("-key") || lower.find("token") != std::string::npos ||
         lower.find("secret") != std::string::npos;
}

// Turns `hop` into the request that the redirect asks for.
Result<void> follow(Hop& hop, const ClientResponse& response, const EgressGuard* guard) {
  std::string origin = hop.parts.origin();
  TRY(hop.url, resolve_url(hop.url, response.headers.get("location")));
  CHECK(check_hop(hop, guard));
  bool becomes_get = (response.status == 303 && hop.method != "HEAD") ||
                     (response.status <= 302 && hop.method == "POST");
  Headers kept;
  for (const auto& [name, value] : hop.headers) {
    if (becomes_get && name.size() > 8 && equals_ignoring_case(name.substr(0, 8), "content-"))
      continue;
    if (equals_ignoring_case(name, "host")) continue;
    if (origin != hop.parts.origin() && is_credential(name)) continue;
    kept.add(name, value);
  }
  hop.headers = std::move(kept);
  if (becomes_get) {
    hop.method = "GET";
    hop.body = {};
  }
  return {};
}

Error timed_out(const Transfer& transfer, const std::string& what) {
  Error error{ErrorCode::timeout, std::string(transfer.host) + " " + what, "timeout"};
  if (transfer.attempts > 0) error.reason = "outcome_unknown";
  return error;
}

std::string milliseconds(Duration duration) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()) +
         " ms";
}

Error broken(const Transfer& transfer, int code) {
  std::string host(transfer.host);
  std::string detail =
      transfer.detail.empty() ? curl_easy_strerror(static_cast<CURLcode>(code)) : transfer.detail;
  Error error{ErrorCode::unavailable, "The call to " + host + " failed: " + detail + "."};
  if (transfer.attempts > 0) error.reason = "outcome_unknown";
  return error;
}

Error error_of(const Transfer& transfer, int code) {
  std::string host(transfer.host);
  switch (code) {
    case TransferLoop::kTotalTimeout:
      return timed_out(transfer, "did not finish its answer within " +
                                     milliseconds(transfer.request->total_timeout) + ".");
    case TransferLoop::kIdleTimeout:
      return timed_out(transfer,
                       "sent nothing for " + milliseconds(transfer.request->idle_timeout) + ".");
    case TransferLoop::kClosed:
      return Error{ErrorCode::unavailable,
                   "The process is stopping; the call to " + host + " was given up."};
    case TransferLoop::kConnectTimeout:
    case CURLE_OPERATION_TIMEDOUT:
      return timed_out(transfer, "could not be connected to within " +
                                     milliseconds(transfer.request->connect_timeout) + ".");
    case CURLE_URL_MALFORMAT:
      return invalid_argument("The URL is not valid. Write it as https://host/path.");
    case CURLE_COULDNT_RESOLVE_HOST:
      return Error{ErrorCode::unavailable, "The host name " + host + " could not be resolved.",
                   "dns"};
    case CURLE_COULDNT_CONNECT:
      return Error{ErrorCode::unavailable,
                   "Could not connect to " + host + ": " + transfer.detail + ".", "connect"};
  }
  return broken(transfer, code);
}

Result<ClientResponse> result_of(Transfer& transfer, int code) {
  if (transfer.exception) std::rethrow_exception(transfer.exception);
  if (code == CURLE_OK) return std::move(transfer.response);
  if (transfer.failure) return std::move(*transfer.failure);
  return error_of(transfer, code);
}

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value && *value != '\0';
}

// As libcurl reads the environment; which hosts are exempt is left to it.
bool may_have_proxy() { return is_set("http_proxy") || is_set("all_proxy") || is_set("ALL_PROXY"); }

}  // namespace

struct HttpClient::Impl {
  std::shared_ptr<TransferLoop> loop_for(const Hop& hop, const EgressGuard* guard);
  std::shared_ptr<CurlLoop> curl_for(const EgressGuard* guard);
  static Task<Result<ClientResponse>> send(std::shared_ptr<Impl> self, ClientRequest request);
  static Task<Result<ClientResponse>> send_hop(std::shared_ptr<TransferLoop> loop,
                                               const ClientRequest& request, const Hop& hop,
                                               Transfer::SteadyTime deadline);

  Executor executor;
  ClientOptions options;
  std::shared_ptr<PlainLoop> plain;
  std::shared_ptr<CurlLoop> curl;
  std::map<std::uint64_t, std::shared_ptr<CurlLoop>> guarded;
};

std::shared_ptr<TransferLoop> HttpClient::Impl::loop_for(const Hop& hop, const EgressGuard* guard) {
  if (is_plain(hop.parts, hop.url) && (guard || !may_have_proxy())) return plain;
  return curl_for(guard);
}

std::shared_ptr<CurlLoop> HttpClient::Impl::curl_for(const EgressGuard* guard) {
  auto& place = guard ? guarded[guard->id()] : curl;
  if (place) return place;
  place = std::make_shared<CurlLoop>(executor, options, guard != nullptr);
  auto loop = place;
  if (guarded.size() > kMaxGuardedLoops) {
    std::erase_if(guarded, [&loop](const auto& entry) {
      return entry.second != loop && entry.second->is_idle();
    });
  }
  return loop;
}

Task<Result<ClientResponse>> HttpClient::Impl::send_hop(std::shared_ptr<TransferLoop> loop,
                                                        const ClientRequest& request,
                                                        const Hop& hop,
                                                        Transfer::SteadyTime deadline) {
  Transfer transfer;
  transfer.request = &request;
  transfer.headers = &hop.headers;
  transfer.method = hop.method;
  transfer.url = hop.url;
  transfer.parts = &hop.parts;
  transfer.host = hop.parts.host;
  transfer.body = hop.body;
  transfer.deadline = deadline;
  transfer.may_repeat = may_repeat(request, hop);
  int code = co_await loop->run(transfer);
  co_return result_of(transfer, code);
}

Task<Result<ClientResponse>> HttpClient::Impl::send(std::shared_ptr<Impl> self,
                                                    ClientRequest request) {
  auto deadline = std::chrono::steady_clock::now() + std::min(request.total_timeout, kLongest);
  CO_CHECK(check_request(request));
  Hop hop{request.method, request.url, std::move(request.headers), request.body, {}};
  CO_CHECK(check_hop(hop, request.guard));
  for (int redirects = 0;; ++redirects) {
    auto loop = self->loop_for(hop, request.guard);
    CO_TRY(auto response, co_await send_hop(loop, request, hop, deadline));
    if (request.max_redirects == 0 || !is_redirect(response.status) ||
        !response.headers.has("location")) {
      co_return response;
    }
    if (redirects == request.max_redirects) {
      co_return Error{
          ErrorCode::limit_exceeded,
          hop.parts.host + " redirects more than " + std::to_string(redirects) + " times.",
          "too_many_redirects"};
    }
    CO_CHECK(follow(hop, response, request.guard));
  }
}

HttpClient::HttpClient(Executor executor, ClientOptions options)
    : impl_(new Impl{
          executor, options, std::make_shared<PlainLoop>(executor, options), nullptr, {}}) {}

HttpClient::~HttpClient() {
  impl_->plain->close();
  if (impl_->curl) impl_->curl->close();
  for (auto& [id, loop] : impl_->guarded) loop->close();
}

Task<Result<ClientResponse>> HttpClient::send(ClientRequest request) {
  return Impl::send(impl_, std::move(request));
}

}  // namespace elevaite::net
