#include "http/api.hpp"

#include "core/crypto/random.hpp"
#include "core/log.hpp"
#include "core/task_timeout.hpp"
#include "core/trace.hpp"
#include "http/openapi.hpp"
#include "http/request_checks.hpp"

namespace elevaite::http {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

Error no_route(const RouteMatch& match, const net::HttpRequest& request) {
  if (match.allowed_methods.empty()) {
    return Error{ErrorCode::not_found, "There is nothing at this path.", "no_route"};
  }
  return Error{ErrorCode::invalid_argument,
               "This path does not answer " + request.method + ". See the header Allow.",
               "method_not_allowed"};
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

net::HttpResponse text_response(std::string type, std::string body) {
  net::HttpResponse response;
  response.headers.add("Content-Type", std::move(type));
  response.body = std::move(body);
  return response;
}

}  // namespace

struct Api::Impl {
  // Made once per route, so that a request pays two atomic additions.
  struct Instruments {
    std::array<Counter*, 6> by_class{};  // [status / 100]
    Histogram* seconds = nullptr;
  };

  ApiOptions options;
  Router router;
  Authenticate authenticate;
  Metrics& metrics;
  std::vector<ReadinessCheck> checks;
  std::vector<Instruments> instruments;
  std::vector<const RouteSpec*> streaming;  // those with Body::stream
  std::string openapi_text;
  bool is_draining = false;

  Impl(ApiOptions o, Router r, Authenticate a, Metrics& m, std::vector<ReadinessCheck> c)
      : options(std::move(o)),
        router(std::move(r)),
        authenticate(std::move(a)),
        metrics(m),
        checks(std::move(c)) {}

  void prepare();
  void add_operations();
  Task<net::HttpResponse> handle(net::HttpRequest request);
  Task<Result<net::HttpResponse>> dispatch(const Route& route, RequestContext& context);
  Task<Result<void>> authenticate_request(RequestContext& context);
  Task<Result<net::HttpResponse>> ready();
  Task<Result<net::HttpResponse>> metrics_page(RequestContext& context);
  Task<Result<net::HttpResponse>> openapi_page();
  bool is_allowed_origin(std::string_view origin) const;
  net::HttpResponse preflight(const net::HttpRequest& request) const;
  void decorate(const net::HttpRequest& request, std::string_view request_id,
                net::HttpResponse& response) const;
  void observe(const Route* route, const net::HttpRequest& request, std::string_view request_id,
               int status, SteadyTime started) const;
};

void Api::Impl::add_operations() {
  auto add = [this](std::string path, std::string id, std::string summary, std::string type,
                    Handler handler) {
    RouteSpec spec;
    spec.method = "GET";
    spec.path = std::move(path);
    spec.operation_id = std::move(id);
    spec.summary = std::move(summary);
    spec.tag = "operations";
    spec.is_public = true;
    spec.responses = {{200, "OK", nullptr, std::move(type)}};
    router.add(std::move(spec), std::move(handler));
  };
  add("/healthz", "health", "Whether the process runs", "application/json",
      [](RequestContext&) -> Task<Result<net::HttpResponse>> {
        co_return json_response(200, JsonObject{{"status", "ok"}});
      });
  add("/readyz", "readiness", "Whether the process can serve: every check, with its fault",
      "application/json", [this](RequestContext&) { return ready(); });
  add("/metrics", "metrics", "Prometheus metrics", "text/plain",
      [this](RequestContext& context) { return metrics_page(context); });
  add("/openapi.json", "openapi", "This document", "application/json",
      [this](RequestContext&) { return openapi_page(); });
}

void Api::Impl::prepare() {
  add_operations();
  openapi_text = pretty_text(openapi_document(options, router)) + "\n";
  for (const auto& route : router.routes()) {
    if (route->spec.body == Body::stream) streaming.push_back(&route->spec);
    Instruments made;
    Labels labels{{"route", route->spec.operation_id}};
    made.seconds = &metrics.histogram("elevaite_http_request_seconds",
                                      "Time from a request's head to its answer", labels);
    for (std::size_t i = 1; i < made.by_class.size(); ++i) {
      Labels with_class = labels;
      with_class.emplace_back("status", std::to_string(i) + "xx");
      made.by_class[i] = &metrics.counter("elevaite_http_requests_total",
                                          "Requests by route and status class", with_class);
    }
    instruments.push_back(made);
  }
}

Task<Result<net::HttpResponse>> Api::Impl::ready() {
  JsonArray results;
  bool is_ready = !is_draining;
  if (is_draining) {
    results.push_back(
        JsonObject{{"name", "draining"}, {"ok", false}, {"detail", "Shutting down."}});
  }
  for (const ReadinessCheck& check : checks) {
    auto verdict = co_await with_timeout(Duration(2s), check.check(), "the check " + check.name);
    JsonObject entry{{"name", check.name}, {"ok", verdict.has_value()}};
    if (!verdict) {
      entry["detail"] = to_string(verdict.error().code);
      log_warning("not ready", {{"check", check.name}, {"error", verdict.error().message}});
    }
    is_ready = is_ready && verdict.has_value();
    results.push_back(std::move(entry));
  }
  JsonObject body{{"status", is_ready ? "ready" : "not_ready"}};
  body["checks"] = std::move(results);
  co_return json_response(is_ready ? 200 : 503, std::move(body));
}

Task<Result<net::HttpResponse>> Api::Impl::openapi_page() {
  co_return text_response("application/json", openapi_text);
}

Task<Result<net::HttpResponse>> Api::Impl::metrics_page(RequestContext& context) {
  if (!options.metrics_token.empty()) {
    auto given = context.request.headers.get("Authorization");
    if (!crypto::equal_in_constant_time(given, "Bearer " + options.metrics_token)) {
      co_return Error{ErrorCode::unauthenticated, "Send the metrics token as a bearer token."};
    }
  }
  co_return text_response("text/plain; version=0.0.4", metrics.text());
}

Task<Result<void>> Api::Impl::authenticate_request(RequestContext& context) {
  auto header = context.request.headers.get("Authorization");
  constexpr std::size_t kScheme = 7;  // "Bearer "
  if (header.size() <= kScheme || header[kScheme - 1] != ' ' ||
      !net::equals_ignoring_case(header.substr(0, kScheme - 1), "Bearer")) {
    co_return Error{ErrorCode::unauthenticated,
                    "Send an access token or an API key in the header Authorization: Bearer …",
                    "credentials_missing"};
  }
  std::string bearer(header.substr(kScheme));
  CO_TRY(context.principal,
         co_await authenticate(std::move(bearer), context.request.remote_address));
  context.principal.remote_address = context.request.remote_address;
  co_return check_permission(*context.route, context.principal);
}

Task<Result<net::HttpResponse>> Api::Impl::dispatch(const Route& route, RequestContext& context) {
  context.route = &route.spec;
  if (!route.spec.is_public) CO_CHECK(co_await authenticate_request(context));
  CO_CHECK(read_query(route, context));
  CO_CHECK(read_body(route, context));
  try {
    co_return co_await route.handler(context);
  } catch (const boost::system::system_error& error) {
    if (error.code() == asio::error::operation_aborted) throw;
    co_return internal_error(error.what());
  } catch (const std::exception& error) {
    co_return internal_error(error.what());
  }
}

namespace {

// What an API is asked, and not whether it lives. What is called on its behalf hangs below it.
std::optional<trace::Span> begin_request_span(RequestContext& context, const Route* route) {
  if (trace::queue() == nullptr || route == nullptr || route->spec.tag == "operations") {
    return std::nullopt;
  }
  auto caller = trace::read_traceparent(context.traceparent);
  if (!caller && !context.traceparent.empty()) return std::nullopt;
  trace::Span span;
  span.kind = trace::SpanKind::server;
  span.name = route->spec.method + " " + route->spec.path;
  span.context = trace::random_context();
  if (caller) {
    span.context.trace_id = caller->trace_id;
    span.parent_id = caller->span_id;
  }
  span.started_at = system_clock().now();
  span.attributes = {{"http.request.method", route->spec.method},
                     {"http.route", route->spec.path},
                     {"elevaite.request.id", context.request_id}};
  context.traceparent = trace::write_traceparent(span.context);
  return span;
}

void end_request_span(std::optional<trace::Span> span, int status) {
  if (!span || trace::queue() == nullptr) return;
  span->ended_at = system_clock().now();
  span->attributes["http.response.status_code"] = status;
  span->has_failed = status >= 500;
  if (span->has_failed) span->attributes["error.type"] = std::to_string(status);
  trace::queue()->offer(std::move(*span));
}

}  // namespace

Task<net::HttpResponse> Api::Impl::handle(net::HttpRequest request) {
  auto started = std::chrono::steady_clock::now();
  RequestContext context;
  context.request_id = request_id_of(request);
  context.traceparent = traceparent_of(request);
  context.request = std::move(request);
  auto forwarded = forwarded_address(context.request, options.trusted_proxies);
  if (!forwarded.empty()) context.request.remote_address = std::move(forwarded);
  net::HttpResponse response;
  auto match = router.match(context.request.method, context.request.path);
  auto span = begin_request_span(context, match.route);
  if (match.route != nullptr) {
    context.path_parameters = std::move(match.path_parameters);
    auto answer = co_await dispatch(*match.route, context);
    if (answer) {
      response = std::move(*answer);
    } else {
      if (answer.error().code == ErrorCode::internal) {
        log_error("request failed", {{"request_id", context.request_id},
                                     {"route", match.route->spec.operation_id},
                                     {"error", answer.error().message}});
      }
      response = match.route->spec.write_error(answer.error(), context.request_id);
    }
  } else if (context.request.method == "OPTIONS" && !match.allowed_methods.empty()) {
    response = preflight(context.request);
    response.headers.set("Allow", join(match.allowed_methods));
  } else {
    response = problem_response(no_route(match, context.request), context.request_id);
    if (!match.allowed_methods.empty()) response.headers.set("Allow", join(match.allowed_methods));
  }
  decorate(context.request, context.request_id, response);
  observe(match.route, context.request, context.request_id, response.status, started);
  end_request_span(std::move(span), response.status);
  if (context.request.method == "HEAD") {
    response.body.clear();
    response.stream = nullptr;
  }
  co_return response;
}

bool Api::Impl::is_allowed_origin(std::string_view origin) const {
  return !origin.empty() && std::find(options.cors_origins.begin(), options.cors_origins.end(),
                                      origin) != options.cors_origins.end();
}

net::HttpResponse Api::Impl::preflight(const net::HttpRequest& request) const {
  auto response = no_content();
  if (!is_allowed_origin(request.headers.get("Origin"))) return response;
  response.headers.set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, HEAD");
  response.headers.set("Access-Control-Allow-Headers",
                       "Authorization, Content-Digest, Content-Type, If-Match, If-None-Match, "
                       "Idempotency-Key, Last-Event-ID, Range, X-Request-Id, traceparent");
  response.headers.set("Access-Control-Max-Age", "600");
  return response;
}

void Api::Impl::decorate(const net::HttpRequest& request, std::string_view request_id,
                         net::HttpResponse& response) const {
  auto& headers = response.headers;
  headers.set("X-Request-Id", std::string(request_id));
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("X-Frame-Options", "DENY");
  headers.set("Referrer-Policy", "no-referrer");
  if (!headers.has("Content-Security-Policy")) {
    headers.add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
  if (!headers.has("Cache-Control")) headers.add("Cache-Control", "no-store");
  if (options.cors_origins.empty()) return;
  headers.add("Vary", "Origin");
  auto origin = request.headers.get("Origin");
  if (!is_allowed_origin(origin)) return;
  headers.set("Access-Control-Allow-Origin", std::string(origin));
  headers.set("Access-Control-Allow-Credentials", "true");
  headers.set("Access-Control-Expose-Headers", "ETag, Retry-After, X-Request-Id, Location");
}

void Api::Impl::observe(const Route* route, const net::HttpRequest& request,
                        std::string_view request_id, int status, SteadyTime started) const {
  std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  if (route != nullptr) {
    const Instruments& made = instruments[route->index];
    auto status_class = static_cast<std::size_t>(status / 100);
    if (status_class > 0 && status_class < made.by_class.size()) made.by_class[status_class]->add();
    made.seconds->observe(seconds.count());
  }
  if (log_level() > LogLevel::debug) return;
  log_debug("request",
            {{"request_id", request_id},
             {"method", request.method},
             {"path", request.path},
             {"route", route == nullptr ? "" : std::string_view(route->spec.operation_id)},
             {"status", status},
             {"ms", seconds.count() * 1000},
             {"remote_address", request.remote_address}});
}

Api::Api(ApiOptions options, Router router, Authenticate authenticate, Metrics& metrics,
         std::vector<ReadinessCheck> checks)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(router), std::move(authenticate),
                                   metrics, std::move(checks))) {
  impl_->prepare();
}

Api::~Api() = default;

net::HttpHandler Api::handler() {
  return
      [impl = impl_.get()](net::HttpRequest request) { return impl->handle(std::move(request)); };
}

// Asked for every request with a body: such routes are few, and their paths plain.
bool Api::streams_body(std::string_view method, std::string_view path) const {
  for (const RouteSpec* spec : impl_->streaming) {
    if (spec->method == method && spec->path == path) return true;
  }
  return false;
}

Json Api::openapi() const { return openapi_document(impl_->options, impl_->router); }

void Api::set_draining(bool is_draining) { impl_->is_draining = is_draining; }

}  // namespace elevaite::http
