#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "core/expression/function.hpp"
#include "core/expression/operators.hpp"
#include "core/expression/text.hpp"
#include "core/json_compare.hpp"

namespace elevaite::expression {
namespace {

// An integer where it fits.
Json whole(double value) {
  if (std::abs(value) < 0x1p63) return static_cast<std::int64_t>(value);
  return value;
}

Result<Json> sum(const Call& call) {
  TRY(const JsonArray* list, call.list(0));
  Json total = 0;
  for (const Json& item : *list) {
    if (!item.is_number())
      return call.fail(fmt::format("found {} among the numbers", excerpt(item)));
    TRY(total, apply(Op::add, total, item));
  }
  return total;
}

Result<Json> average(const Call& call) {
  TRY(const JsonArray* list, call.list(0));
  if (list->empty()) return Json(nullptr);
  TRY(auto total, sum(call));
  return apply(Op::divide, total, Json(static_cast<std::int64_t>(list->size())));
}

// Of the items of a list, or of the arguments.
template <class IsBetter>
Result<Json> best(const Call& call, IsBetter is_better) {
  JsonArray arguments;
  const JsonArray* list = &arguments;
  if (call.size() == 1) {
    TRY(list, call.list(0));
  } else {
    for (std::size_t i = 0; i < call.size(); ++i) arguments.push_back(call.at(i));
  }
  const Json* found = nullptr;
  for (const Json& item : *list) {
    if (!item.is_number() && !item.is_string()) {
      return call.fail(fmt::format("found {} among the values", excerpt(item)));
    }
    if (found != nullptr && found->is_string() != item.is_string()) {
      return call.fail("cannot compare numbers with strings");
    }
    if (found == nullptr || is_better(item, *found)) found = &item;
  }
  return found == nullptr ? Json(nullptr) : *found;
}

bool is_less(const Json& left, const Json& right) {
  if (left.is_string()) return view(left.get_string()) < view(right.get_string());
  return compare_numbers(left, right) < 0;
}

Result<Json> minimum(const Call& call) { return best(call, is_less); }

Result<Json> maximum(const Call& call) {
  return best(call, [](const Json& left, const Json& right) { return is_less(right, left); });
}

Result<Json> round(const Call& call) {
  TRY(double value, call.number(0));
  TRY(auto digits, call.integer_or(1, 0));
  if (digits < -15 || digits > 15) return call.fail("wants between -15 and 15 digits");
  if (call.at(0).is_int64() && digits >= 0) return call.at(0);
  double scale = std::pow(10.0, static_cast<double>(std::abs(digits)));
  double scaled = digits >= 0 ? value * scale : value / scale;
  if (!std::isfinite(scaled)) return call.at(0);
  // 1.005 * 100 is 100.49999999999999: one step outwards makes the half a half again.
  double rounded = std::round(std::nextafter(scaled, std::copysign(INFINITY, scaled)));
  if (digits <= 0) return whole(rounded * scale);
  return finite(rounded / scale);
}

template <class Function>
Result<Json> to_whole(const Call& call, Function function) {
  TRY(double value, call.number(0));
  return call.at(0).is_double() ? whole(function(value)) : call.at(0);
}

Result<Json> floor(const Call& call) {
  return to_whole(call, [](double value) { return std::floor(value); });
}

Result<Json> ceil(const Call& call) {
  return to_whole(call, [](double value) { return std::ceil(value); });
}

Result<Json> absolute(const Call& call) {
  TRY(double value, call.number(0));
  return value < 0 ? negate(call.at(0)) : Result<Json>(call.at(0));
}

Result<Json> number(const Call& call) {
  const Json& value = call.at(0);
  if (value.is_number()) return value;
  if (value.is_bool()) return Json(value.get_bool() ? 1 : 0);
  if (value.is_string()) {
    auto text = view(value.get_string());
    auto first = text.find_first_not_of(" \t\r\n");
    auto last = text.find_last_not_of(" \t\r\n");
    if (first != std::string_view::npos) text = text.substr(first, last - first + 1);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    const char* end = text.data() + text.size();
    std::int64_t integer = 0;
    if (auto read = std::from_chars(text.data(), end, integer);
        read.ec == std::errc{} && read.ptr == end) {
      return Json(integer);
    }
    double decimal = 0;
    auto read = std::from_chars(text.data(), end, decimal);
    if (read.ec == std::errc{} && read.ptr == end && std::isfinite(decimal)) return Json(decimal);
  }
  return call.fail(fmt::format("cannot make a number of {}", excerpt(value)));
}

Result<Json> boolean(const Call& call) {
  const Json& value = call.at(0);
  if (const auto* text = value.if_string()) {
    for (std::string_view no : {"false", "no", "off", "0", ""}) {
      if (view(*text) == no) return Json(false);
    }
  }
  return Json(is_true(value));
}

Result<Json> string(const Call& call) {
  std::string out;
  append_display(out, call.at(0));
  return Json(out);
}

Result<Json> format_number(const Call& call) {
  TRY(double value, call.number(0));
  TRY(auto decimals, call.integer_or(1, 0));
  TRY(auto thousands, call.text_or(2, ","));
  TRY(auto point, call.text_or(3, "."));
  if (decimals < 0 || decimals > 15) return call.fail("wants between 0 and 15 decimals");
  if (thousands.size() > 8 || point.size() > 8) return call.fail("wants short separators");
  std::string digits = call.at(0).is_int64() && decimals == 0
                           ? fmt::format("{}", call.at(0).get_int64())
                           : fmt::format("{:.{}f}", value, decimals);
  std::string out;
  std::size_t start = digits[0] == '-' ? 1 : 0;
  std::size_t end = std::min(digits.find('.'), digits.size());
  out += digits.substr(0, start);
  for (std::size_t i = start; i < end; ++i) {
    if (i > start && (end - i) % 3 == 0) out += thousands;
    out += digits[i];
  }
  if (end < digits.size()) out += std::string(point) + digits.substr(end + 1);
  return Json(out);
}

constexpr std::string_view kNumberGroup = "Numbers and conversions";

constexpr Function kNumberFunctions[] = {
    {"sum", kNumberGroup, "sum(list)", "All numbers of the list added up.", "sum([1, 2, 3.5])",
     "6.5", 1, 1, sum},
    {"avg", kNumberGroup, "avg(list)", "The mean of the numbers; null when there are none.",
     "avg([1, 2])", "1.5", 1, 1, average},
    {"min", kNumberGroup, "min(list)", "The least item of a list, or of several arguments.",
     "min([3, 1, 2])", "1", 1, kAnyNumber, minimum},
    {"max", kNumberGroup, "max(list)", "The greatest item of a list, or of several arguments.",
     "max(3, 1, 2)", "3", 1, kAnyNumber, maximum},
    {"round", kNumberGroup, "round(number, digits?)",
     "The nearest number with that many decimals (0); halves go away from zero.", "round(1.005, 2)",
     "1.01", 1, 2, round},
    {"floor", kNumberGroup, "floor(number)", "The next whole number below.", "floor(-1.5)", "-2", 1,
     1, floor},
    {"ceil", kNumberGroup, "ceil(number)", "The next whole number above.", "ceil(1.2)", "2", 1, 1,
     ceil},
    {"abs", kNumberGroup, "abs(number)", "The number without its sign.", "abs(-3)", "3", 1, 1,
     absolute},
    {"number", kNumberGroup, "number(value)",
     "The number that a text spells; true is 1 and false is 0.", "number(' 12.5 ')", "12.5", 1, 1,
     number},
    {"string", kNumberGroup, "string(value)",
     "The value as text; lists and objects as JSON, null as nothing.", "string(1.5)", "\"1.5\"", 1,
     1, string},
    {"boolean", kNumberGroup, "boolean(value)",
     "false for false, null, 0, what is empty, and the texts false, no, off and 0; else true.",
     "boolean('no')", "false", 1, 1, boolean},
    {"format_number", kNumberGroup, "format_number(number, decimals?, thousands?, point?)",
     "The number with that many decimals (0) and separators (`,` and `.`).",
     "format_number(1234567.891, 2)", "\"1,234,567.89\"", 1, 4, format_number},
};

}  // namespace

std::span<const Function> number_functions() { return kNumberFunctions; }

}  // namespace elevaite::expression
