#include "core/json.hpp"

#include <fmt/format.h>

namespace elevaite {
namespace json = boost::json;

Result<Json> parse_json(std::string_view text, std::size_t max_depth) {
  json::parse_options options;
  options.max_depth = max_depth;
  json::stream_parser parser({}, options);
  json::error_code code;
  std::size_t consumed = parser.write_some(text.data(), text.size(), code);
  if (!code && consumed == text.size()) {
    parser.finish(code);
    if (!code) return parser.release();
  }
  if (!code) code = json::make_error_code(json::error::extra_data);
  return invalid_argument(
      fmt::format("The text is not valid JSON: {} at byte {}.", code.message(), consumed));
}

namespace {

void append_pretty(const Json& value, std::string& text, std::size_t depth) {
  std::string inner(2 * depth + 2, ' ');
  std::string outer(2 * depth, ' ');
  std::string_view between = "\n";
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    text += '{';
    for (const auto& [key, member] : *object) {
      text.append(between).append(inner).append(to_text(Json(key))).append(": ");
      append_pretty(member, text, depth + 1);
      between = ",\n";
    }
    text.append("\n").append(outer).append("}");
  } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    text += '[';
    for (const Json& element : *array) {
      text.append(between).append(inner);
      append_pretty(element, text, depth + 1);
      between = ",\n";
    }
    text.append("\n").append(outer).append("]");
  } else {
    append_json(text, value);
  }
}

}  // namespace

std::string pretty_text(const Json& value) {
  std::string text;
  append_pretty(value, text, 0);
  return text;
}

const JsonObject* as_object(const Json* member) {
  return member == nullptr ? nullptr : member->if_object();
}

const JsonArray* as_array(const Json* member) {
  return member == nullptr ? nullptr : member->if_array();
}

std::optional<std::string_view> as_string(const Json* member) {
  if (member == nullptr || !member->is_string()) return std::nullopt;
  return view(member->get_string());
}

std::optional<std::int64_t> as_int(const Json* member) {
  if (member == nullptr) return std::nullopt;
  if (member->is_int64()) return member->get_int64();
  if (member->is_double()) {
    double number = member->get_double();
    if (number >= -9e15 && number <= 9e15 &&
        number == static_cast<double>(static_cast<std::int64_t>(number))) {
      return static_cast<std::int64_t>(number);
    }
  }
  return std::nullopt;
}

std::optional<double> as_number(const Json* member) {
  if (member == nullptr || !member->is_number()) return std::nullopt;
  if (member->is_double()) return member->get_double();
  if (member->is_int64()) return static_cast<double>(member->get_int64());
  return static_cast<double>(member->get_uint64());
}

std::optional<bool> as_bool(const Json* member) {
  if (member == nullptr || !member->is_bool()) return std::nullopt;
  return member->get_bool();
}

Json instant_json(const std::optional<Instant>& at) {
  return at ? Json(to_rfc3339(*at)) : Json(nullptr);
}

std::string display_text(const Json& value) {
  if (value.is_string()) return std::string(view(value.get_string()));
  return to_text(value);
}

}  // namespace elevaite
