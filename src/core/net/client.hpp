// The one outbound HTTP client (libcurl multi on the loop): pooled keep-alive connections, deadlines,
// streaming, the egress guard on every connection.
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
  Duration total_timeout = 60s;
  // No byte received for this long fails the call with `timeout` (a stalled stream). Zero: no such limit.
  Duration idle_timeout{0};
  std::size_t max_response_bytes = 10 << 20;
  int max_redirects = 0;
  // Null for calls to hosts that the operator configured; required for everything a tenant can aim.
  const EgressGuard* guard = nullptr;
  // When set, body bytes of a 2xx answer go here as they arrive instead of into ClientResponse::body. An
  // error aborts the call and becomes its result.
  std::function<Result<void>(std::string_view)> on_body;
};

struct ClientResponse {
  int status = 0;
  Headers headers;
  std::string body;
};

class HttpClient {
 public:
  explicit HttpClient(Executor executor);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // An answer of any status is a value. Errors: invalid_argument (URL), permission_denied (guard),
  // timeout, unavailable (DNS, refused, reset, truncated, TLS), limit_exceeded (response too large).
  // Cancelling the caller aborts the transfer.
  Task<Result<ClientResponse>> send(ClientRequest request);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace elevaite::net
