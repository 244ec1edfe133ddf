#include "nodes/settings/comparison.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <charconv>

#include "core/json_compare.hpp"

namespace elevaite::nodes {

const std::string_view kRulesSchema = R"({
  "type": "array", "title": "Rules", "minItems": 1, "maxItems": 50, "x-expression": true,
  "items": {
    "type": "object", "additionalProperties": false, "required": ["left", "operator"],
    "properties": {
      "left": {"title": "Value", "x-widget": "expression", "x-placeholder": "{{ input.status }}"},
      "operator": {
        "type": "string", "title": "Is", "x-widget": "select", "default": "equals",
        "enum": ["equals", "not_equals", "contains", "not_contains", "starts_with", "ends_with",
                 "matches", "greater_than", "greater_or_equal", "less_than", "less_or_equal",
                 "is_empty", "is_not_empty", "is_true", "is_false"]
      },
      "right": {"title": "Compare with", "x-widget": "expression"}
    }
  }
})";

namespace {

std::optional<Json> as_number(const Json& value) {
  if (value.is_number()) return value;
  if (!value.is_string()) return std::nullopt;
  std::string_view text = view(value.get_string());
  const char* end = text.data() + text.size();
  std::int64_t integer = 0;
  if (auto read = std::from_chars(text.data(), end, integer);
      !text.empty() && read.ec == std::errc{} && read.ptr == end) {
    return Json(integer);
  }
  double number = 0;
  if (auto read = std::from_chars(text.data(), end, number);
      !text.empty() && read.ec == std::errc{} && read.ptr == end) {
    return Json(number);
  }
  return std::nullopt;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

bool is_empty(const Json& value) {
  if (value.is_null()) return true;
  if (const auto* text = value.if_string()) return text->empty();
  if (const auto* array = value.if_array()) return array->empty();
  if (const auto* object = value.if_object()) return object->empty();
  return false;
}

struct Operands {
  const std::string& path;
  const Json& left;
  const Json& right;
  bool ignores_case;

  std::string text(const Json& value) const {
    std::string out = value.is_null() ? std::string() : display_text(value);
    return ignores_case ? lower(std::move(out)) : out;
  }
};

bool are_equal(const Operands& o) {
  if (equal_json(o.left, o.right)) return true;
  auto left = as_number(o.left);
  auto right = as_number(o.right);
  // Two texts are equal as texts only: "1.0" is not "1".
  bool is_mixed = left && right && o.left.is_string() != o.right.is_string();
  if (is_mixed) return compare_numbers(*left, *right) == 0;
  // A form holds everything as text: true is "true". Empty text is not null.
  auto is_scalar = [](const Json& value) { return value.is_string() || value.is_bool(); };
  return is_scalar(o.left) && is_scalar(o.right) && o.text(o.left) == o.text(o.right);
}

bool does_contain(const Operands& o) {
  if (const auto* items = o.left.if_array()) {
    return std::any_of(items->begin(), items->end(), [&](const Json& item) {
      return are_equal({o.path, item, o.right, o.ignores_case});
    });
  }
  if (const auto* members = o.left.if_object()) {
    return o.right.is_string() && members->contains(o.right.get_string());
  }
  return o.text(o.left).find(o.text(o.right)) != std::string::npos;
}

// Numbers as numbers, other texts (dates as RFC 3339) by their bytes.
Result<int> order_of(const Operands& o) {
  auto left = as_number(o.left);
  auto right = as_number(o.right);
  if (left && right) {
    auto order = compare_numbers(*left, *right);
    return order < 0 ? -1 : order > 0 ? 1 : 0;
  }
  if (!o.left.is_string() || !o.right.is_string()) {
    return invalid_field(
        o.path, "type",
        fmt::format("{} compares by size, which needs two numbers or two texts.", o.path));
  }
  return o.text(o.left).compare(o.text(o.right));
}

Result<bool> does_match(const Operands& o) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  options.set_case_sensitive(!o.ignores_case);
  RE2 pattern(display_text(o.right), options);
  if (!pattern.ok()) {
    return invalid_field(
        o.path + ".right", "pattern",
        fmt::format("{}.right is not a regular expression: {}.", o.path, pattern.error()));
  }
  std::string text = o.left.is_null() ? std::string() : display_text(o.left);
  return RE2::PartialMatch(text, pattern);
}

}  // namespace

Result<bool> compare(const std::string& path, const Json& left, std::string_view operation,
                     const Json& right, bool ignores_case) {
  Operands o{path, left, right, ignores_case};
  if (operation == "equals") return are_equal(o);
  if (operation == "not_equals") return !are_equal(o);
  if (operation == "contains") return does_contain(o);
  if (operation == "not_contains") return !does_contain(o);
  if (operation == "starts_with") return o.text(left).starts_with(o.text(right));
  if (operation == "ends_with") return o.text(left).ends_with(o.text(right));
  if (operation == "matches") return does_match(o);
  if (operation == "is_empty") return is_empty(left);
  if (operation == "is_not_empty") return !is_empty(left);
  if (operation == "is_true") return left == Json(true) || left == Json("true");
  if (operation == "is_false") return left == Json(false) || left == Json("false");
  TRY(int order, order_of(o));
  if (operation == "greater_than") return order > 0;
  if (operation == "greater_or_equal") return order >= 0;
  if (operation == "less_than") return order < 0;
  return order <= 0;
}

Result<bool> evaluate_rules(ConfigReader& config) {
  bool needs_all = config.choice("combine", {"all", "any"}) == "all";
  bool ignores_case = config.flag("ignore_case");
  const JsonArray& rules = config.list("rules");
  if (rules.empty()) config.refuse("rules", "required", "needs at least one rule");
  bool is_met = needs_all;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    std::string path = config.path_of(fmt::format("rules[{}]", i));
    ConfigReader rule(rules[i], path);
    std::string operation = rule.choice(
        "operator", {"equals", "not_equals", "contains", "not_contains", "starts_with", "ends_with",
                     "matches", "greater_than", "greater_or_equal", "less_than", "less_or_equal",
                     "is_empty", "is_not_empty", "is_true", "is_false"});
    const Json* left = rule.value("left");
    const Json* right = rule.value("right");
    const Json none;
    config.adopt(rule);
    TRY(bool holds, compare(path, left == nullptr ? none : *left, operation,
                            right == nullptr ? none : *right, ignores_case));
    is_met = needs_all ? is_met && holds : is_met || holds;
  }
  return is_met;
}

}  // namespace elevaite::nodes
