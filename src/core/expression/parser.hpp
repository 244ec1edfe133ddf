// Recursive descent over the tokens of one `{{ … }}`. Binding, loosest first:
//   |   ? :   ??   ||   &&   == !=   < <= > >= in   + -   * / %   ! -   . [ ]
#pragma once
#include "core/expression/ast.hpp"
#include "core/expression/lexer.hpp"

namespace elevaite::expression {

class Parser {
 public:
  explicit Parser(Program& program) : program_(program) {}

  // Parses the expression that begins at `offset`, and its `}}`. Afterwards end() is behind it.
  Result<ExprId> parse(std::size_t offset);
  std::size_t end() const { return end_; }

 private:
  // Left-associative operators make deep trees without nesting; evaluation recurses over both.
  static constexpr std::uint32_t kMaxDepth = 400;

  Result<ExprId> piped();
  Result<ExprId> conditional();
  Result<ExprId> binary(int level);
  Result<ExprId> unary();
  Result<ExprId> postfix();
  Result<ExprId> primary();
  Result<ExprId> named();
  Result<ExprId> list();
  Result<ExprId> object();
  Result<ExprId> call(const Token& name, std::vector<ExprId> arguments, bool has_brackets);
  Result<void> member(std::vector<Step>& steps);
  Result<void> subscript(std::vector<Step>& steps);

  Result<ExprId> add(Expr expr);
  Result<ExprId> literal(std::uint32_t offset, Json value);
  Result<void> advance();
  Result<void> expect(std::string_view symbol, std::string_view after);
  Error fail(std::uint32_t offset, std::string_view message) const;
  Error unexpected(std::string_view wanted) const;

  Program& program_;
  Token token_;
  std::size_t start_ = 0;
  std::size_t end_ = 0;
  int nesting_ = 0;
};

}  // namespace elevaite::expression
