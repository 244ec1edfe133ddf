// Walks a program's expressions. Recursion is bounded by the depth that the parser admits.
#pragma once
#include "core/expression/ast.hpp"

namespace elevaite::expression {

// A value that is borrowed from the context or the program, or made by an operator.
class Value {
 public:
  Value() = default;
  explicit Value(Json made) : made_(std::move(made)) {}
  explicit Value(const Json* borrowed) : borrowed_(borrowed) {}

  const Json& get() const { return borrowed_ == nullptr ? made_ : *borrowed_; }
  bool is_borrowed() const { return borrowed_ != nullptr; }
  Json take() && {
    if (borrowed_ != nullptr) return *borrowed_;
    return std::move(made_);
  }

 private:
  const Json* borrowed_ = nullptr;
  Json made_;
};

class Evaluator {
 public:
  Evaluator(const Program& program, const Context& context, Budget& budget)
      : program_(program), context_(context), budget_(budget) {}

  Result<Value> evaluate(ExprId id);
  // A copy of the value if it is borrowed, charged to the budget.
  Result<Json> owned(Value value);

 private:
  Result<Value> root(const Expr& expr);
  Result<Value> access(const Expr& expr);
  Result<const Json*> node_output(const Step& step, const Expr& access);
  Result<const Json*> walk(const Json& from, const Step& step, const Expr& access);
  Result<const Json*> walk_member(const Json& from, std::string_view name, const Step& step,
                                  const Expr& access);
  Result<const Json*> walk_index(const Json& from, std::int64_t index, const Step& step,
                                 const Expr& access);
  Result<Value> list(const Expr& expr);
  Result<Value> object(const Expr& expr);
  Result<Value> binary(const Expr& expr);
  Result<Value> logical(const Expr& expr);
  Result<Value> coalesce(const Expr& expr);
  Result<Value> conditional(const Expr& expr);
  Result<Value> exists(const Expr& expr);
  Result<Value> call(const Expr& expr);
  Result<Value> made(Json value);

  // The value of an expression that may be missing; nullopt when it is.
  Result<std::optional<Value>> tolerant(ExprId id);

  template <class Message>
  Error missing(std::uint32_t offset, Message message) const;
  Error at(std::uint32_t offset, Error error) const;
  std::string path_until(const Expr& access, const Step& step) const;

  const Program& program_;
  const Context& context_;
  Budget& budget_;
  // Above zero, a missing value will be forgiven: its message is not worth writing.
  int tolerance_ = 0;
};

}  // namespace elevaite::expression
