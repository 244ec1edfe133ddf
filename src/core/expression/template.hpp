// Templates: text with expressions in double braces, `Hello {{ nodes.fetch.body.name | upper }}`.
// The language is described in docs/expressions.md. It has no loops, no assignment and no way to
// run code; every evaluation is bounded in steps and in bytes. Errors are invalid_argument (or
// limit_exceeded) with reason "expression" and name the line and the column.
//
// A Template is immutable: copies share it, and any thread may evaluate it.
#pragma once
#include <memory>
#include <optional>

#include "core/expression/context.hpp"

namespace elevaite::expression {

constexpr std::size_t kMaxSourceBytes = 64 * 1024;
// Brackets within brackets, in one expression.
constexpr int kMaxNesting = 64;
// Operators, members and list elements visited by one evaluation.
constexpr std::size_t kMaxSteps = 1'000'000;
constexpr std::size_t kMaxOutputBytes = 8 * 1024 * 1024;

// A path that a template reads: `nodes.fetch.body` is root "nodes", path {"fetch", "body"}. The
// path ends before the first part that is only known at run time.
struct Reference {
  std::string root;
  std::vector<std::string> path;
  int line = 1;
  int column = 1;
  // Under `??`, default() or exists(): a missing value is no error there.
  bool is_optional = false;
};

struct Position {
  int line = 1;
  int column = 1;
};
// Where in its text an error of a template lies, if it says so.
std::optional<Position> position_of(const Error& error);

class Program;
class Budget;

class Template {
 public:
  static Result<Template> parse(std::string_view source);

  // Whether there is nothing to evaluate: the text holds no `{{`.
  bool is_constant() const;

  // A text that is exactly one `{{ … }}` gives the value with its type; any other gives a string,
  // in which null is nothing and lists and objects are JSON.
  Result<Json> evaluate(const Context& context) const;
  // The same within a budget that several templates share.
  Result<Json> evaluate(const Context& context, Budget& budget) const;

  std::vector<Reference> references() const;

 private:
  explicit Template(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
  std::shared_ptr<const Program> program_;
};

}  // namespace elevaite::expression
