// The functions of the language: what they are called with, and the one table of them. Internal to
// this folder, except list_functions() (see documentation.hpp).
#pragma once
#include <re2/re2.h>

#include <memory>
#include <span>

#include "core/expression/budget.hpp"

namespace elevaite::expression {

Error expression_error(std::string message);
Error too_much_work();
Error too_large();

// The arguments of one call. The readers say which argument is of the wrong type.
class Call {
 public:
  Call(std::string_view name, std::span<const Json* const> arguments, const Context& context,
       Budget& budget, const RE2* pattern)
      : name_(name), arguments_(arguments), context_(context), budget_(budget), pattern_(pattern) {}

  std::size_t size() const { return arguments_.size(); }
  const Json& at(std::size_t i) const { return *arguments_[i]; }
  bool has(std::size_t i) const { return i < arguments_.size(); }

  Result<std::string_view> text(std::size_t i) const;
  Result<const JsonArray*> list(std::size_t i) const;
  Result<const JsonObject*> object(std::size_t i) const;
  Result<double> number(std::size_t i) const;
  Result<std::int64_t> integer(std::size_t i) const;
  Result<std::int64_t> integer_or(std::size_t i, std::int64_t otherwise) const;
  Result<std::string_view> text_or(std::size_t i, std::string_view otherwise) const;

  // The second argument as a pattern: compiled with the template when it is written there.
  Result<const RE2*> pattern(std::unique_ptr<RE2>& storage) const;

  Instant now() const { return context_.now(); }
  // Work and memory beyond what the arguments' own size was charged for.
  Result<void> spend_steps(std::size_t count) const;
  Result<void> spend_bytes(std::size_t count) const;

  Error fail(std::string_view what) const;

 private:
  Error wrong_type(std::size_t i, std::string_view wanted) const;

  std::string_view name_;
  std::span<const Json* const> arguments_;
  const Context& context_;
  Budget& budget_;
  const RE2* pattern_;
};

using Body = Result<Json> (*)(const Call& call);

// `lazy` functions look at an argument that may be missing; the evaluator itself does them.
enum class Special { none, default_value, exists, regex };

struct Function {
  std::string_view name;
  std::string_view group;
  std::string_view signature;
  std::string_view description;
  std::string_view example;
  std::string_view result;  // what the example gives, as JSON
  std::size_t min_arguments;
  std::size_t max_arguments;
  Body body;
  Special special = Special::none;
};

constexpr std::size_t kAnyNumber = 32;

std::span<const Function> text_functions();
std::span<const Function> list_functions();
std::span<const Function> object_functions();
std::span<const Function> number_functions();
std::span<const Function> date_functions();
std::span<const Function> encoding_functions();

// The groups in the order of the documentation.
std::span<const std::span<const Function>> function_groups();
const Function* find_function(std::string_view name);
// The name that resembles it most, or "".
std::string_view similar_function(std::string_view name);

Result<std::unique_ptr<RE2>> compile_pattern(std::string_view pattern);

}  // namespace elevaite::expression
