#include "core/expression/operators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/expression/text.hpp"
#include "core/json_compare.hpp"

namespace elevaite::expression {
namespace {

std::string_view symbol(Op op) {
  switch (op) {
    case Op::add:
      return "+";
    case Op::subtract:
      return "-";
    case Op::multiply:
      return "*";
    case Op::divide:
      return "/";
    case Op::remainder:
      return "%";
    case Op::less:
      return "<";
    case Op::less_or_equal:
      return "<=";
    case Op::greater:
      return ">";
    case Op::greater_or_equal:
      return ">=";
    case Op::literal:
    case Op::root:
    case Op::access:
    case Op::list:
    case Op::object:
    case Op::negate:
    case Op::logical_not:
    case Op::equal:
    case Op::not_equal:
    case Op::contained_in:
    case Op::logical_and:
    case Op::logical_or:
    case Op::coalesce:
    case Op::conditional:
    case Op::exists:
    case Op::call:
      return "this";
  }
  return "this";
}

Error wrong_operands(Op op, std::string_view wanted, const Json& left, const Json& right) {
  return expression_error(fmt::format("`{}` wants {}, got {} and {}", symbol(op), wanted,
                                      type_with_article(left), type_with_article(right)));
}

Result<Json> integer_arithmetic(Op op, std::int64_t left, std::int64_t right) {
  std::int64_t result = 0;
  if (op == Op::add && !__builtin_add_overflow(left, right, &result)) return Json(result);
  if (op == Op::subtract && !__builtin_sub_overflow(left, right, &result)) return Json(result);
  if (op == Op::multiply && !__builtin_mul_overflow(left, right, &result)) return Json(result);
  auto a = static_cast<double>(left);
  auto b = static_cast<double>(right);
  if (op == Op::add) return finite(a + b);
  if (op == Op::subtract) return finite(a - b);
  if (op == Op::multiply) return finite(a * b);
  if (right == 0) return expression_error("A number cannot be divided by zero");
  if (right == -1) return op == Op::remainder ? Result<Json>(0) : negate(Json(left));
  if (op == Op::remainder) return Json(left % right);
  if (left % right == 0) return Json(left / right);
  return finite(a / b);
}

Result<Json> arithmetic(Op op, const Json& left, const Json& right) {
  if (left.is_int64() && right.is_int64()) {
    return integer_arithmetic(op, left.get_int64(), right.get_int64());
  }
  auto a = left.to_number<double>();
  auto b = right.to_number<double>();
  if (op == Op::add) return finite(a + b);
  if (op == Op::subtract) return finite(a - b);
  if (op == Op::multiply) return finite(a * b);
  if (b == 0) return expression_error("A number cannot be divided by zero");
  return finite(op == Op::divide ? a / b : std::fmod(a, b));
}

Result<Json> add(const Json& left, const Json& right) {
  if (left.is_number() && right.is_number()) return arithmetic(Op::add, left, right);
  if (left.is_string() || right.is_string()) {
    std::string text;
    append_display(text, left);
    append_display(text, right);
    return Json(text);
  }
  if (left.is_array() && right.is_array()) {
    JsonArray list = left.get_array();
    list.insert(list.end(), right.get_array().begin(), right.get_array().end());
    return Json(std::move(list));
  }
  return wrong_operands(Op::add, "two numbers, two lists or a string", left, right);
}

Result<Json> compare(Op op, const Json& left, const Json& right) {
  std::weak_ordering order = std::weak_ordering::equivalent;
  if (left.is_number() && right.is_number()) {
    order = compare_numbers(left, right);
  } else if (left.is_string() && right.is_string()) {
    order = view(left.get_string()) <=> view(right.get_string());
  } else {
    return wrong_operands(op, "two numbers or two strings", left, right);
  }
  if (op == Op::less) return Json(order < 0);
  if (op == Op::less_or_equal) return Json(order <= 0);
  return Json(op == Op::greater ? order > 0 : order >= 0);
}

}  // namespace

bool is_true(const Json& value) {
  if (value.is_null()) return false;
  if (value.is_bool()) return value.get_bool();
  if (value.is_number()) return value.to_number<double>() != 0;
  if (value.is_string()) return !value.get_string().empty();
  return value.is_array() ? !value.get_array().empty() : !value.get_object().empty();
}

Result<Json> finite(double value) {
  if (std::isfinite(value)) return Json(value);
  return expression_error("The result is too large for a number");
}

Result<Json> negate(const Json& value) {
  if (!value.is_number()) {
    return expression_error(fmt::format("`-` wants a number, got {}", type_with_article(value)));
  }
  std::int64_t result = 0;
  if (value.is_int64() && !__builtin_sub_overflow(std::int64_t{0}, value.get_int64(), &result)) {
    return Json(result);
  }
  return Json(-value.to_number<double>());
}

Result<bool> contains(const Json& whole, const Json& part) {
  if (const auto* list = whole.if_array()) {
    return std::any_of(list->begin(), list->end(),
                       [&part](const Json& item) { return equal_json(item, part); });
  }
  if (!part.is_string() || whole.is_number() || whole.is_bool() || whole.is_null()) {
    return expression_error(
        fmt::format("Looking for {} in {} is not possible: it takes a list, a string in a string, "
                    "or a member's name in an object",
                    type_with_article(part), type_with_article(whole)));
  }
  auto name = view(part.get_string());
  if (const auto* object = whole.if_object()) return object->contains(name);
  return view(whole.get_string()).find(name) != std::string_view::npos;
}

Result<Json> apply(Op op, const Json& left, const Json& right) {
  switch (op) {
    case Op::add:
      return add(left, right);
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::remainder:
      if (!left.is_number() || !right.is_number()) {
        return wrong_operands(op, "two numbers", left, right);
      }
      return arithmetic(op, left, right);
    case Op::less:
    case Op::less_or_equal:
    case Op::greater:
    case Op::greater_or_equal:
      return compare(op, left, right);
    case Op::equal:
      return Json(equal_json(left, right));
    case Op::not_equal:
      return Json(!equal_json(left, right));
    case Op::contained_in: {
      TRY(bool found, contains(right, left));
      return Json(found);
    }
    case Op::literal:
    case Op::root:
    case Op::access:
    case Op::list:
    case Op::object:
    case Op::negate:
    case Op::logical_not:
    case Op::logical_and:
    case Op::logical_or:
    case Op::coalesce:
    case Op::conditional:
    case Op::exists:
    case Op::call:
      break;
  }
  return internal_error("not a binary operator");
}

}  // namespace elevaite::expression
