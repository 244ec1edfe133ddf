#include "adapters/llm/vendor_error.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <ctime>

#include "adapters/llm/formats/utf8_joiner.hpp"

namespace elevaite::adapters::llm {
namespace {

using std::chrono::milliseconds;
constexpr std::size_t kMaxVendorMessage = 500;
constexpr milliseconds kMaxRetryAfter = 24h;

struct Reported {
  std::string message;
  std::string type;
  std::string code;
};

// A sentence of the vendor that is safe to show: bounded, on one line, valid UTF-8.
std::string presentable(std::string_view raw) {
  std::string text = to_valid_utf8(raw.substr(0, kMaxVendorMessage));
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  if (raw.size() > kMaxVendorMessage) text += " …";
  return text;
}

// {"error":{"message","type","code"}}, {"error":"…"}, {"message":"…"}, {"detail":"…"}
Reported read_error(const Json& value) {
  Reported reported;
  const Json* error = find(value, "error");
  if (error != nullptr && error->is_string()) {
    reported.message = presentable(view(error->get_string()));
    return reported;
  }
  const Json& source = error != nullptr && error->is_object() ? *error : value;
  auto text = find_string(source, "message");
  if (!text) text = find_string(source, "detail");
  reported.message = presentable(text.value_or(""));
  reported.type = presentable(find_string(source, "type").value_or(""));
  if (auto code = find_string(source, "code")) {
    reported.code = presentable(*code);
  } else if (auto number = find_int(source, "code")) {
    reported.code = std::to_string(*number);
  }
  return reported;
}

ErrorCode code_of_type(const Reported& reported) {
  auto is = [&](std::string_view word) { return reported.type == word || reported.code == word; };
  if (is("rate_limit_error") || is("rate_limit_exceeded") || is("insufficient_quota") ||
      is("429")) {
    return ErrorCode::rate_limited;
  }
  if (is("authentication_error") || is("permission_error") || is("invalid_api_key") || is("401")) {
    return ErrorCode::unauthenticated;
  }
  if (is("invalid_request_error") || is("not_found_error") || is("400") || is("404")) {
    return ErrorCode::invalid_argument;
  }
  return ErrorCode::unavailable;
}

std::string without_secret(std::string message, std::string_view secret) {
  if (secret.size() < 4) return message;
  for (auto at = message.find(secret); at != std::string::npos; at = message.find(secret)) {
    message.replace(at, secret.size(), "***");
  }
  return message;
}

std::optional<Instant> parse_http_date(std::string_view text) {
  std::string copy(text);
  for (const char* format :
       {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y"}) {
    std::tm parts{};
    const char* end = strptime(copy.c_str(), format, &parts);
    if (end != nullptr && *end == '\0') return Instant{std::chrono::seconds(timegm(&parts))};
  }
  return std::nullopt;
}

std::optional<milliseconds> bounded_millis(double count) {
  if (!std::isfinite(count) || count < 0) return std::nullopt;
  if (count >= static_cast<double>(kMaxRetryAfter.count())) return kMaxRetryAfter;
  return milliseconds(std::llround(count));
}

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Error> reported_error(const Json& value) {
  const Json* error = find(value, "error");
  if (error == nullptr) return std::nullopt;
  // Some servers send the member always, empty when all is well.
  bool is_empty = !(error->is_object() && !error->get_object().empty()) &&
                  !(error->is_string() && !error->get_string().empty());
  if (is_empty) return std::nullopt;
  Reported reported = read_error(value);
  ErrorCode code = code_of_type(reported);
  if (code == ErrorCode::unauthenticated) {
    return Error{code, "The model's vendor refused the API key.", "refused_key"};
  }
  std::string message = "The model's vendor reported an error";
  message += reported.message.empty() ? "." : ": " + reported.message;
  return Error{code, std::move(message), reported.code.empty() ? reported.type : reported.code};
}

std::optional<milliseconds> retry_after_of(const net::Headers& headers, Instant now) {
  if (auto number = parse_number(headers.get("retry-after-ms"))) return bounded_millis(*number);
  std::string_view text = headers.get("retry-after");
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (auto seconds = parse_number(text)) return bounded_millis(*seconds * 1000);
  auto date = parse_http_date(text);
  if (!date) return std::nullopt;
  // The server's own clock is the one its date was written by.
  Instant reference = parse_http_date(headers.get("date")).value_or(now);
  auto wait = std::chrono::ceil<milliseconds>(*date - reference);
  return std::clamp(wait, milliseconds(0), kMaxRetryAfter);
}

Error error_of_status(std::string_view vendor, int status, const net::Headers& headers,
                      std::string_view body, std::string_view secret, Instant now) {
  Reported reported;
  if (auto value = parse_vendor_json(body)) reported = read_error(*value);
  std::string said = reported.message.empty()
                         ? fmt::format(" (status {}).", status)
                         : fmt::format(" (status {}): {}", status, reported.message);
  said = without_secret(std::move(said), secret);
  std::string reason = reported.code.empty() ? reported.type : reported.code;
  auto make = [&](ErrorCode code, std::string_view what) {
    return Error{code, fmt::format("{} {}{}", vendor, what, said), reason};
  };
  if (status == 401 || status == 403) {
    // The vendor's own words quote the key in part, so they are left out.
    return Error{ErrorCode::unauthenticated,
                 fmt::format("{} refused the API key (status {}). Check the credential, or the key "
                             "in the configuration.",
                             vendor, status),
                 "refused_key"};
  }
  if (status == 429) {
    Error error = make(ErrorCode::rate_limited, "is limiting the rate of requests");
    error.retry_after = retry_after_of(headers, now);
    return error;
  }
  if (status == 408) return make(ErrorCode::timeout, "gave up waiting");
  if (status == 413) return make(ErrorCode::limit_exceeded, "finds the request too large");
  if (status == 409 || status == 425 || status >= 500) {
    Error error = make(ErrorCode::unavailable, "is not available at the moment");
    error.retry_after = retry_after_of(headers, now);
    return error;
  }
  if (status >= 300 && status < 400) {
    return Error{
        ErrorCode::invalid_argument,
        fmt::format("{} answered with a redirect (status {}), which is not followed. Check "
                    "the base URL.",
                    vendor, status),
        "redirected"};
  }
  return make(ErrorCode::invalid_argument, "refused the request");
}

}  // namespace elevaite::adapters::llm
