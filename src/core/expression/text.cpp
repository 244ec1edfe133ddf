#include "core/expression/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace elevaite::expression {
namespace {

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (byte < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_list(std::string& out, const JsonArray& list) {
  out += '[';
  bool is_first = true;
  for (const Json& item : list) {
    if (!std::exchange(is_first, false)) out += ',';
    append_json(out, item);
  }
  out += ']';
}

void append_object(std::string& out, const JsonObject& object) {
  out += '{';
  bool is_first = true;
  for (const auto& member : object) {
    if (!std::exchange(is_first, false)) out += ',';
    append_quoted(out, member.key());
    out += ':';
    append_json(out, member.value());
  }
  out += '}';
}

void measure_into(const Json& value, std::size_t max_bytes, std::size_t depth, Extent& extent) {
  extent.depth = std::max(extent.depth, depth);
  extent.bytes += 4;
  if (extent.bytes > max_bytes || depth > kMaxJsonDepth) return;
  if (const auto* text = value.if_string()) {
    extent.bytes += text->size();
  } else if (const auto* list = value.if_array()) {
    for (const Json& item : *list) {
      measure_into(item, max_bytes, depth + 1, extent);
      if (extent.bytes > max_bytes) return;
    }
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      extent.bytes += member.key().size() + 4;
      measure_into(member.value(), max_bytes, depth + 1, extent);
      if (extent.bytes > max_bytes) return;
    }
  }
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

void append_json(std::string& out, const Json& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      out += "null";
      return;
    case boost::json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      return;
    case boost::json::kind::int64:
      fmt::format_to(std::back_inserter(out), "{}", value.get_int64());
      return;
    case boost::json::kind::uint64:
      fmt::format_to(std::back_inserter(out), "{}", value.get_uint64());
      return;
    case boost::json::kind::double_:
      fmt::format_to(std::back_inserter(out), "{}", value.get_double());
      return;
    case boost::json::kind::string:
      append_quoted(out, view(value.get_string()));
      return;
    case boost::json::kind::array:
      append_list(out, value.get_array());
      return;
    case boost::json::kind::object:
      append_object(out, value.get_object());
      return;
  }
}

std::string json_text(const Json& value) {
  std::string out;
  append_json(out, value);
  return out;
}

void append_display(std::string& out, const Json& value) {
  if (value.is_null()) return;
  if (value.is_string()) {
    out += view(value.get_string());
  } else {
    append_json(out, value);
  }
}

std::string excerpt(const Json& value) {
  constexpr std::size_t kMax = 60;
  if (const auto* list = value.if_array()) return fmt::format("a list of {}", list->size());
  if (value.is_object()) return "an object";
  if (!value.is_string()) return json_text(value);
  auto text = view(value.get_string());
  if (text.size() <= kMax) return json_text(value);
  std::size_t end = kMax;
  while (end > 0 && is_continuation(text[end])) --end;
  return json_text(Json(text.substr(0, end))) + "…";
}

std::string_view type_name(const Json& value) {
  if (value.is_null()) return "null";
  if (value.is_bool()) return "boolean";
  if (value.is_number()) return "number";
  if (value.is_string()) return "string";
  return value.is_array() ? "list" : "object";
}

std::string_view type_with_article(const Json& value) {
  if (value.is_null()) return "null";
  if (value.is_bool()) return "a boolean";
  if (value.is_number()) return "a number";
  if (value.is_string()) return "a string";
  return value.is_array() ? "a list" : "an object";
}

Extent measure(const Json& value, std::size_t max_bytes) {
  Extent extent;
  measure_into(value, max_bytes, value.is_structured() ? 1 : 0, extent);
  return extent;
}

std::size_t count_code_points(std::string_view text) {
  return text.size() -
         static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

std::size_t code_point_offset(std::string_view text, std::size_t n) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (is_continuation(text[at])) continue;
    if (n == 0) return at;
    --n;
  }
  return at;
}

}  // namespace elevaite::expression
