// The one outbound HTTP client: pooled keep-alive connections, deadlines, streaming, the egress
// guard on every connection. Plain HTTP is our own, everything else libcurl's
// (docs/decisions/0008-plain-http-without-libcurl.md).
#pragma once
#include <memory>

#include "core/net/egress.hpp"
#include "core/net/http.hpp"

namespace elevaite::net {

struct ClientRequest {
  std::string method = "GET";
  std::string url;
  Headers headers;
  std::string body;
  Duration connect_timeout = 10s;
  // For the whole call, redirects included.
  Duration total_timeout = 60s;
  // No byte received for this long fails the call with `timeout` (a stalled stream). Zero: no such
  // limit.
  Duration idle_timeout{0};
  // Of the body, streamed or not.
  std::size_t max_response_bytes = 10 << 20;
  // 0 answers with the redirect itself. Further hops are guarded as the first one; credentials are
  // not sent to another origin.
  int max_redirects = 0;
  // May be sent twice when a pooled connection turns out to be dead before any answer came. GET,
  // HEAD, PUT, DELETE, OPTIONS and whatever has an Idempotency-Key field may be in any case.
  bool is_repeatable = false;
  // Null for calls to hosts that the operator configured; required for everything a tenant can aim.
  // Such calls ignore the proxy settings of the environment.
  const EgressGuard* guard = nullptr;
  // When set, body bytes of a 2xx answer go here as they arrive instead of into
  // ClientResponse::body. An error aborts the call and becomes its result. It must not wait.
  std::function<Result<void>(std::string_view)> on_body;
};

struct ClientResponse {
  int status = 0;
  Headers headers;
  std::string body;
};

struct ClientOptions {
  // Further calls to the same host wait for one that ends.
  long max_connections_per_host = 4096;
  // Connections kept open for later calls.
  long max_idle_connections = 4096;
};

class HttpClient {
 public:
  explicit HttpClient(Executor executor, ClientOptions options = {});
  // Calls under way end with `unavailable`.
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // An answer of any status is a value. Errors: invalid_argument (URL, method or field),
  // permission_denied (guard), timeout, unavailable (DNS, refused, reset, truncated, TLS),
  // limit_exceeded (response too large, too many redirects). `unavailable` has the reason
  // "outcome_unknown" when the request may have reached the server. Cancelling the caller aborts
  // the transfer.
  Task<Result<ClientResponse>> send(ClientRequest request);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace elevaite::net
