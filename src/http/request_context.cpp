#include "http/request_context.hpp"

#include <charconv>

#include "core/assert.hpp"

namespace elevaite::http {

const std::string& RequestContext::path_parameter(std::string_view name) const {
  for (const auto& [candidate, value] : path_parameters) {
    if (candidate == name) return value;
  }
  ASSERT(false);
}

std::optional<std::string_view> RequestContext::query(std::string_view name) const {
  for (const auto& [candidate, value] : query_parameters) {
    if (candidate == name) return value;
  }
  return std::nullopt;
}

std::vector<std::string_view> RequestContext::query_list(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [candidate, value] : query_parameters) {
    if (candidate == name) values.emplace_back(value);
  }
  return values;
}

std::optional<std::int64_t> RequestContext::query_int(std::string_view name) const {
  auto text = query(name);
  if (!text) return std::nullopt;
  std::int64_t value = 0;
  auto [end, code] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (code != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

std::optional<bool> RequestContext::query_bool(std::string_view name) const {
  auto text = query(name);
  if (!text) return std::nullopt;
  return *text == "true";
}

std::optional<std::string> RequestContext::cookie(std::string_view name) const {
  std::string_view rest = request.headers.get("Cookie");
  while (!rest.empty()) {
    auto end = rest.find(';');
    auto pair = rest.substr(0, end);
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return std::string(pair.substr(equals + 1));
    }
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return std::nullopt;
}

}  // namespace elevaite::http
