#include "http/web/web_app.hpp"

#include "core/log.hpp"
#include "core/net/uri.hpp"
#include "http/problem.hpp"
#include "http/request_checks.hpp"
#include "http/web/negotiation.hpp"
#include "http/web/site_file.hpp"

namespace elevaite::http::web {
namespace {

constexpr std::string_view kForever = "public, max-age=31536000, immutable";
// A style cannot run anything, and positioned elements have style attributes; scripts are only ever
// files of this origin.
constexpr std::string_view kPolicy =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'; object-src 'none'";

void add_security_headers(net::HttpResponse& response) {
  auto& headers = response.headers;
  headers.add("Content-Security-Policy", std::string(kPolicy));
  headers.add("X-Content-Type-Options", "nosniff");
  headers.add("X-Frame-Options", "DENY");
  headers.add("Referrer-Policy", "same-origin");
  headers.add("Cross-Origin-Opener-Policy", "same-origin");
  headers.add("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
}

net::HttpResponse refusal(const net::HttpRequest& request, const Error& error) {
  auto response = problem_response(error, request_id_of(request));
  response.headers.add("Cache-Control", "no-store");
  return response;
}

Error nothing_here() {
  return Error{ErrorCode::not_found, "There is nothing at this path.", "no_route"};
}

// What browsers need of an API. The rest (metrics, above all) is for the operator's own address.
bool is_for_browsers(std::string_view path) {
  return path.starts_with("/v1/") || path == "/openapi.json" || path == "/healthz";
}

// The host of the request without its port, if it looks like one.
std::string host_of(const net::HttpRequest& request) {
  auto host = request.headers.get("Host");
  auto bracket = host.rfind(']');
  auto colon = host.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    host = host.substr(0, colon);
  }
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-[]:";
  bool is_sound = !host.empty() && host.find_first_not_of(kAllowed) == std::string_view::npos;
  return is_sound ? std::string(host) : "localhost";
}

SiteForm* best_form(SiteFile& file, std::string_view accept_encoding) {
  for (SiteForm& form : file.forms) {
    if (form.disk_path.empty()) continue;
    if (form.coding.empty() || accepts_coding(accept_encoding, form.coding)) return &form;
  }
  return &file.forms.back();
}

net::HttpResponse moved_to(std::string location) {
  net::HttpResponse response;
  response.status = 308;
  response.headers.add("Location", std::move(location));
  response.headers.add("Cache-Control", "no-cache");
  return response;
}

}  // namespace

WebApp::WebApp(SiteIndex index, ThreadPool& pool, std::vector<Mount> mounts)
    : index_(std::move(index)), pool_(pool), mounts_(std::move(mounts)) {}

net::HttpHandler WebApp::handler() {
  return [this](net::HttpRequest request) { return handle(std::move(request)); };
}

const Mount* WebApp::mount_of(std::string_view path) const {
  for (const Mount& mount : mounts_) {
    if (path.starts_with(mount.prefix) && is_for_browsers(path.substr(mount.prefix.size()))) {
      return &mount;
    }
  }
  return nullptr;
}

Task<net::HttpResponse> WebApp::handle(net::HttpRequest request) {
  if (const Mount* mount = mount_of(request.path)) {
    request.path.erase(0, mount->prefix.size());
    request.target = request.path + (request.query.empty() ? "" : "?" + request.query);
    auto answer = co_await mount->handler(std::move(request));
    co_return answer;
  }
  net::HttpResponse response;
  auto path = net::percent_decode(request.path);
  if (!path) {
    Error error{ErrorCode::invalid_argument, "The path is not valid UTF-8 in percent-encoding."};
    response = refusal(request, error);
  } else if (*path == "/api" || path->starts_with("/api/")) {
    response = refusal(request, nothing_here());
  } else if (request.method != "GET" && request.method != "HEAD") {
    Error error{ErrorCode::invalid_argument, "Pages are only read.", "method_not_allowed"};
    response = refusal(request, error);
    response.headers.add("Allow", "GET, HEAD");
  } else if (*path == "/config.json") {
    response = config(request);
  } else {
    response = co_await page(std::move(request), std::move(*path));
  }
  add_security_headers(response);
  co_return response;
}

Task<net::HttpResponse> WebApp::page(net::HttpRequest request, std::string path) {
  if (path.size() > 1 && path.ends_with('/') && index_.find(path.substr(0, path.size() - 1))) {
    // Found in the index, so it cannot lead to another host as "//host/" would.
    auto location = request.path.substr(0, request.path.size() - 1);
    co_return moved_to(request.query.empty() ? location : location + "?" + request.query);
  }
  SiteFile* found = index_.find(path);
  SiteFile* missing = index_.not_found_page();
  int status = found == nullptr || found == missing ? 404 : 200;
  if (found == nullptr) found = missing;
  if (found == nullptr) co_return refusal(request, nothing_here());
  auto headers = request.headers;
  auto answer = co_await file(found, status, std::move(headers));
  if (answer) co_return std::move(*answer);
  log_error("cannot serve a web page", {{"path", path}, {"error", answer.error().message}});
  co_return refusal(request, answer.error());
}

Task<Result<net::HttpResponse>> WebApp::file(SiteFile* file, int status, net::Headers headers) {
  SiteForm* form = best_form(*file, headers.get("Accept-Encoding"));
  std::string if_none_match(status == 200 ? headers.get("If-None-Match") : "");
  auto load = [known = *form, if_none_match] { return load_file(known, if_none_match); };
  CO_TRY(auto loaded, co_await pool_.run<LoadedFile>(std::move(load)));
  *form = std::move(loaded.form);
  net::HttpResponse response;
  response.status = loaded.is_known ? 304 : status;
  response.headers.add("Content-Type", file->content_type);
  response.headers.add("Cache-Control",
                       file->is_immutable && status == 200 ? std::string(kForever) : "no-cache");
  response.headers.add("ETag", form->etag);
  response.headers.add("Vary", "Accept-Encoding");
  if (!form->coding.empty()) response.headers.add("Content-Encoding", form->coding);
  response.body = std::move(loaded.bytes);
  co_return response;
}

net::HttpResponse WebApp::config(const net::HttpRequest& request) const {
  auto host = "http://" + host_of(request) + ":";
  auto address = [&host](const std::string& configured, std::uint16_t port) {
    return configured.empty() ? host + std::to_string(port) : configured;
  };
  auto response = json_response(
      200, JsonObject{{"auth_app", address(addresses_.auth_app, addresses_.auth_port)},
                      {"elevaite_app", address(addresses_.elevaite_app, addresses_.app_port)}});
  response.headers.add("Cache-Control", "no-cache");
  return response;
}

}  // namespace elevaite::http::web
