#include "nodes/settings/outside_call.hpp"

#include <fmt/format.h>

#include <charconv>
#include <ctime>

#include "core/utf8.hpp"

namespace elevaite::nodes {
namespace {

bool belongs_to_connection(std::string_view name) {
  for (std::string_view own : {"host", "content-length", "transfer-encoding", "connection", "te",
                               "upgrade", "trailer", "keep-alive", "expect"}) {
    if (net::equals_ignoring_case(name, own)) return true;
  }
  return false;
}

bool is_one_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

ErrorCode code_of(int status) {
  switch (status) {
    case 401:
      return ErrorCode::unauthenticated;
    case 403:
      return ErrorCode::permission_denied;
    case 404:
    case 410:
      return ErrorCode::not_found;
    case 409:
    case 412:
      return ErrorCode::conflict;
    case 408:
    case 504:
      return ErrorCode::timeout;
    case 413:
      return ErrorCode::limit_exceeded;
    case 429:
      return ErrorCode::rate_limited;
    default:
      return status >= 500 ? ErrorCode::unavailable : ErrorCode::invalid_argument;
  }
}

}  // namespace

net::Headers read_headers(ConfigReader& config, std::string_view name) {
  net::Headers headers;
  for (const auto& [field, value] : config.object(name)) {
    std::string text = value.is_null() ? std::string() : display_text(value);
    std::string path = fmt::format("{}.{}", name, std::string_view(field));
    if (!net::is_token(field)) {
      config.refuse(path, "header_name", "is not the name of an HTTP header");
    } else if (belongs_to_connection(field)) {
      config.refuse(path, "header_name", "is set by the connection and cannot be given");
    } else if (value.is_object() || value.is_array() || !is_one_line(text)) {
      config.refuse(path, "header_value", "must be one line of text");
    } else {
      headers.add(std::string(field), std::move(text));
    }
  }
  return headers;
}

Task<Result<Json>> open_credential(ports::CredentialVault& vault, model::TenantId tenant_id,
                                   std::string reference, std::vector<std::string> kinds) {
  if (reference.empty()) co_return Json();
  auto opened = co_await vault.open(tenant_id, reference);
  if (!opened && opened.error().code == ErrorCode::not_found) {
    co_return invalid_field("config.credential", "not_found",
                            "config.credential names no credential: create it, or choose another.");
  }
  if (!opened) co_return std::move(opened).error();
  std::string kind(find_string(*opened, "kind").value_or(""));
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    co_return invalid_field("config.credential", "kind",
                            fmt::format("config.credential is of the kind {}; this node needs {}.",
                                        kind, fmt::join(kinds, " or ")));
  }
  co_return std::move(*opened);
}

Error status_error(std::string_view who, int status, const net::Headers& headers,
                   std::string_view body) {
  Error error;
  error.code = code_of(status);
  error.reason = fmt::format("http_{}", status);
  error.message = fmt::format("{} answered {}.", who, status);
  if (status >= 300 && status < 400) {
    error.message = fmt::format("{} answered with a redirect ({}).", who, status);
  } else if (!body.empty() && is_utf8(body)) {
    std::string_view excerpt = clip_utf8(body, 300);
    error.message = fmt::format("{} answered {}: {}{}", who, status, excerpt,
                                excerpt.size() < body.size() ? " …" : "");
  }
  error.retry_after = retry_after(headers, system_clock().now());
  return error;
}

std::optional<std::chrono::milliseconds> retry_after(const net::Headers& headers, Instant now) {
  constexpr std::chrono::seconds kLongest = std::chrono::hours(24);
  std::string text(headers.get("Retry-After"));
  if (text.empty()) return std::nullopt;
  int seconds = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (failure == std::errc{} && end == text.data() + text.size() && seconds >= 0) {
    return std::min(std::chrono::seconds(seconds), kLongest);
  }
  std::tm date{};
  if (strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date) == nullptr) return std::nullopt;
  Instant at{std::chrono::seconds(timegm(&date))};
  auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(at - now);
  return std::clamp<std::chrono::milliseconds>(wait, 0ms, kLongest);
}

Error outcome_unknown(std::string_view what) {
  return Error{ErrorCode::conflict,
               fmt::format("{} may or may not have happened: the process ended, or the connection "
                           "broke, before the answer came. Check, then retry or skip the step.",
                           what),
               "outcome_unknown"};
}

Error as_outcome_unknown(Error error, std::string_view what) {
  bool is_unknown = error.reason == "outcome_unknown" || error.code == ErrorCode::timeout;
  if (is_unknown) return outcome_unknown(what);
  return error;
}

}  // namespace elevaite::nodes
