// The keywords that look at a value itself: its type, its number, its text.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/json_compare.hpp"
#include "core/json_schema/decimal.hpp"
#include "core/json_schema/pattern.hpp"
#include "core/json_schema/validator.hpp"

namespace elevaite::json_schema {
namespace {

unsigned type_of(const Json& value) {
  if (value.is_null()) return kNullType;
  if (value.is_bool()) return kBooleanType;
  if (value.is_string()) return kStringType;
  if (value.is_array()) return kArrayType;
  if (value.is_object()) return kObjectType;
  if (!value.is_double()) return kIntegerType | kNumberType;
  double number = value.get_double();
  bool is_whole = std::isfinite(number) && number == std::trunc(number);
  return is_whole ? kIntegerType | kNumberType : kNumberType;
}

std::string type_names(unsigned types) {
  struct Name {
    unsigned bit;
    std::string_view text;
  };
  static constexpr Name kNames[] = {{kStringType, "a string"},    {kNumberType, "a number"},
                                    {kIntegerType, "an integer"}, {kBooleanType, "true or false"},
                                    {kArrayType, "a list"},       {kObjectType, "an object"},
                                    {kNullType, "null"}};
  if ((types & kNumberType) != 0) types &= ~static_cast<unsigned>(kIntegerType);
  std::string out;
  for (const Name& name : kNames) {
    if ((types & name.bit) == 0) continue;
    if (!out.empty()) out += " or ";
    out += name.text;
  }
  return out.empty() ? "nothing" : out;
}

std::string list_of(const JsonArray& values) {
  constexpr std::size_t kShown = 20;
  std::string out;
  for (std::size_t i = 0; i < std::min(values.size(), kShown); ++i) {
    out += (i == 0 ? "" : ", ") + shown(values[i]);
  }
  return values.size() > kShown ? out + fmt::format(" and {} more", values.size() - kShown) : out;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string plural(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

std::string shown(const Json& value) {
  constexpr std::size_t kMax = 60;
  if (const auto* list = value.if_array()) {
    return list->empty() ? "an empty list" : "a list of " + plural(list->size(), "item");
  }
  if (value.is_object()) return "an object";
  if (value.is_double()) return fmt::format("{}", value.get_double());
  if (!value.is_string() || value.get_string().size() <= kMax) return to_text(value);
  auto text = view(value.get_string());
  std::size_t end = kMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return to_text(Json(text.substr(0, end))) + "…";
}

bool Validator::check_general(const SchemaNode& node, const Json& value) {
  unsigned type = type_of(value);
  if ((node.types & type) == 0) {
    auto kind = value.is_string() ? "the string " : "";
    return fail("type",
                fmt::format("Expected {}, got {}{}.", type_names(node.types), kind, shown(value)));
  }
  if (node.constant && !equal_json(*node.constant, value)) {
    return fail("const", fmt::format("Must be {}, is {}.", shown(*node.constant), shown(value)));
  }
  if (!node.allowed) return true;
  if (!spend(node.allowed->size())) return false;
  bool is_allowed = std::any_of(node.allowed->begin(), node.allowed->end(),
                                [&value](const Json& one) { return equal_json(one, value); });
  if (is_allowed) return true;
  return fail("enum",
              fmt::format("Must be one of {}; is {}.", list_of(*node.allowed), shown(value)));
}

bool Validator::check_number(const SchemaNode& node, const Json& value) {
  bool is_valid = true;
  auto limit = [&](const std::optional<Json>& bound, std::string_view keyword, bool is_kept,
                   std::string_view words) {
    if (!bound || is_kept) return;
    is_valid =
        fail(keyword, fmt::format("Must be {} {}, is {}.", words, shown(*bound), shown(value)));
  };
  auto order = [&value](const std::optional<Json>& bound) {
    return bound ? compare_numbers(value, *bound) : std::weak_ordering::equivalent;
  };
  limit(node.minimum, "minimum", order(node.minimum) >= 0, "at least");
  limit(node.maximum, "maximum", order(node.maximum) <= 0, "at most");
  limit(node.exclusive_minimum, "exclusiveMinimum", order(node.exclusive_minimum) > 0,
        "greater than");
  limit(node.exclusive_maximum, "exclusiveMaximum", order(node.exclusive_maximum) < 0, "less than");
  if (node.multiple_of && !is_multiple_of(value, *node.multiple_of)) {
    is_valid = fail("multipleOf", fmt::format("Must be a multiple of {}, is {}.",
                                              shown(*node.multiple_of), shown(value)));
  }
  return is_valid;
}

bool Validator::check_string(const SchemaNode& node, std::string_view text) {
  bool is_valid = true;
  if (node.min_length || node.max_length) {
    std::size_t length = count_code_points(text);
    if (node.min_length && length < *node.min_length) {
      is_valid = fail("minLength", fmt::format("Must have at least {}, has {}.",
                                               plural(*node.min_length, "character"), length));
    }
    if (node.max_length && length > *node.max_length) {
      is_valid = fail("maxLength", fmt::format("Must have at most {}, has {}.",
                                               plural(*node.max_length, "character"), length));
    }
  }
  if (node.pattern && (!spend(1 + text.size() / 64) || !matches(*node.pattern, text))) {
    is_valid = fail("pattern", fmt::format("Must match the pattern {}; is {}.", node.pattern_text,
                                           shown(Json(text))));
  }
  if (node.format != nullptr && !node.format->matches(text)) {
    is_valid = fail("format",
                    fmt::format("Must be {}; is {}.", node.format->description, shown(Json(text))));
  }
  return is_valid;
}

}  // namespace elevaite::json_schema
