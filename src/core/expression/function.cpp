#include "core/expression/function.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/expression/text.hpp"

namespace elevaite::expression {
namespace {

std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= right.size(); ++j) {
      std::size_t change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row.back();
}

}  // namespace

Error Call::fail(std::string_view what) const {
  return expression_error(fmt::format("`{}` {}", name_, what));
}

Error Call::wrong_type(std::size_t i, std::string_view wanted) const {
  constexpr std::array<std::string_view, 4> kPlaces{"first", "second", "third", "fourth"};
  return fail(fmt::format("wants {} as its {} argument, got {}", wanted,
                          i < kPlaces.size() ? kPlaces[i] : "last", excerpt(at(i))));
}

Result<std::string_view> Call::text(std::size_t i) const {
  if (!at(i).is_string()) return wrong_type(i, "a string");
  return view(at(i).get_string());
}

Result<const JsonArray*> Call::list(std::size_t i) const {
  if (!at(i).is_array()) return wrong_type(i, "a list");
  return at(i).if_array();
}

Result<const JsonObject*> Call::object(std::size_t i) const {
  if (!at(i).is_object()) return wrong_type(i, "an object");
  return at(i).if_object();
}

Result<double> Call::number(std::size_t i) const {
  if (!at(i).is_number()) return wrong_type(i, "a number");
  return at(i).to_number<double>();
}

Result<std::int64_t> Call::integer(std::size_t i) const {
  if (const auto* integer = at(i).if_int64()) return *integer;
  if (const auto* number = at(i).if_double()) {
    if (std::abs(*number) < 9e15 && *number == std::trunc(*number)) {
      return static_cast<std::int64_t>(*number);
    }
  }
  return wrong_type(i, "a whole number");
}

Result<std::int64_t> Call::integer_or(std::size_t i, std::int64_t otherwise) const {
  if (!has(i)) return otherwise;
  return integer(i);
}

Result<std::string_view> Call::text_or(std::size_t i, std::string_view otherwise) const {
  if (!has(i)) return otherwise;
  return text(i);
}

Result<const RE2*> Call::pattern(std::unique_ptr<RE2>& storage) const {
  if (pattern_ != nullptr) return pattern_;
  TRY(auto source, text(1));
  CHECK(spend_steps(1000));
  TRY(storage, compile_pattern(source));
  return storage.get();
}

Result<void> Call::spend_steps(std::size_t count) const {
  if (!budget_.spend_steps(count)) return too_much_work();
  return {};
}

Result<void> Call::spend_bytes(std::size_t count) const {
  if (!budget_.spend_bytes(count)) return too_large();
  return {};
}

Result<std::unique_ptr<RE2>> compile_pattern(std::string_view pattern) {
  constexpr std::size_t kMaxPattern = 1000;
  if (pattern.size() > kMaxPattern) {
    return expression_error(fmt::format("A pattern may have at most {} bytes", kMaxPattern));
  }
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(2 << 20);
  auto compiled = std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
  if (compiled->ok()) return compiled;
  return expression_error(fmt::format("The pattern is not valid: {}", compiled->error()));
}

std::span<const std::span<const Function>> function_groups() {
  static const std::array<std::span<const Function>, 6> kGroups{
      text_functions(),   list_functions(), object_functions(),
      number_functions(), date_functions(), encoding_functions()};
  return kGroups;
}

const Function* find_function(std::string_view name) {
  static const auto kByName = [] {
    std::unordered_map<std::string_view, const Function*> names;
    for (auto group : function_groups()) {
      for (const Function& function : group) names.emplace(function.name, &function);
    }
    return names;
  }();
  auto found = kByName.find(name);
  return found == kByName.end() ? nullptr : found->second;
}

std::string_view similar_function(std::string_view name) {
  std::string_view best;
  std::size_t best_distance = 3;
  if (name.size() > 40) return best;
  for (auto group : function_groups()) {
    for (const Function& function : group) {
      std::size_t distance = edit_distance(name, function.name);
      if (distance < best_distance && distance < function.name.size()) {
        best = function.name;
        best_distance = distance;
      }
    }
  }
  return best;
}

}  // namespace elevaite::expression
