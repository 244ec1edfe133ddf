// One HTTP API: a Router and what surrounds every route — request ids, authentication, permission,
// body and query checks, CORS, security headers, metrics, access log, /healthz, /readyz, /metrics,
// /openapi.json.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/metrics.hpp"
#include "core/net/http.hpp"
#include "core/task.hpp"
#include "http/router.hpp"
#include "model/principal.hpp"

namespace elevaite::http {

// Turns what stood behind "Bearer " into who that is; unauthenticated otherwise. The address is the
// client's, as our own proxies vouch for it.
using Authenticate =
    std::function<Task<Result<model::Principal>>(std::string bearer, std::string remote_address)>;

struct ReadinessCheck {
  std::string name;
  std::function<Task<Result<void>>()> check;  // given 2 s
};

struct ApiOptions {
  std::string title;  // "ElevAIte Auth API"
  std::string description{};
  std::string version = "1";
  std::vector<std::string> cors_origins{};  // exact origins ("https://app.example.com")
  std::vector<std::string> server_urls{};   // for openapi.json
  // How many proxies of ours a request passes: remote_address becomes that entry of
  // X-Forwarded-For, counted from the end. With 0 the header is the client's own claim and is not
  // looked at.
  int trusted_proxies = 0;
  // A browser may reach the metrics only where the operator wants it to: an empty token leaves them
  // open.
  std::string metrics_token{};
};

class Api {
 public:
  // `authenticate` and `metrics` must outlive the Api; the Api must outlive the server that calls
  // it.
  Api(ApiOptions options, Router router, Authenticate authenticate, Metrics& metrics,
      std::vector<ReadinessCheck> checks = {});
  ~Api();
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  net::HttpHandler handler();
  // For ServerOptions::streams_body of whatever server calls the handler.
  bool streams_body(std::string_view method, std::string_view path) const;
  Json openapi() const;
  // While draining /readyz answers 503, so that a load balancer looks elsewhere.
  void set_draining(bool is_draining);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace elevaite::http
