#include "http/web/negotiation.hpp"

#include "core/net/http.hpp"

namespace elevaite::http::web {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The part before `separator`, taken from `rest`.
std::string_view take(std::string_view& rest, char separator) {
  auto end = rest.find(separator);
  auto part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return trimmed(part);
}

// "q=0", "q=0." and "q=0.000" refuse; whatever else stands there does not.
bool is_refusal(std::string_view parameters) {
  while (!parameters.empty()) {
    auto parameter = take(parameters, ';');
    auto name = take(parameter, '=');
    if (!net::equals_ignoring_case(name, "q")) continue;
    return !parameter.empty() && parameter.find_first_not_of("0.") == std::string_view::npos;
  }
  return false;
}

}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  bool accepts_any = false;
  while (!accept_encoding.empty()) {
    auto parameters = take(accept_encoding, ',');
    auto name = take(parameters, ';');
    if (net::equals_ignoring_case(name, coding)) return !is_refusal(parameters);
    if (name == "*") accepts_any = !is_refusal(parameters);
  }
  return accepts_any;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    auto candidate = take(if_none_match, ',');
    if (candidate == "*") return true;
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == etag) return true;
  }
  return false;
}

}  // namespace elevaite::http::web
