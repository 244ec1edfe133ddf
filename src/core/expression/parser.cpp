#include "core/expression/parser.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace elevaite::expression {
namespace {

struct Operator {
  std::string_view symbol;
  Op op;
};

// By level, loosest first; all associate to the left.
constexpr std::array<std::array<Operator, 5>, 7> kLevels{{
    {{{"??", Op::coalesce}}},
    {{{"||", Op::logical_or}}},
    {{{"&&", Op::logical_and}}},
    {{{"==", Op::equal}, {"!=", Op::not_equal}}},
    {{{"<", Op::less},
      {"<=", Op::less_or_equal},
      {">", Op::greater},
      {">=", Op::greater_or_equal},
      {"in", Op::contained_in}}},
    {{{"+", Op::add}, {"-", Op::subtract}}},
    {{{"*", Op::multiply}, {"/", Op::divide}, {"%", Op::remainder}}},
}};

std::optional<Op> operator_at(const Token& token, int level) {
  bool can_be = token.kind == TokenKind::symbol || token.is_name("in");
  if (!can_be) return std::nullopt;
  for (const Operator& candidate : kLevels[static_cast<std::size_t>(level)]) {
    if (!candidate.symbol.empty() && candidate.symbol == token.text) return candidate.op;
  }
  return std::nullopt;
}

// Counts a level of nesting for as long as it lives.
class Nesting {
 public:
  explicit Nesting(int& depth) : depth_(depth) { ++depth_; }
  ~Nesting() { --depth_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

 private:
  int& depth_;
};

}  // namespace

Result<ExprId> Parser::parse(std::size_t offset) {
  start_ = offset;
  end_ = offset;
  CHECK(advance());
  if (token_.is("}")) return fail(token_.offset, "There is no expression between `{{` and `}}`");
  TRY(auto id, piped());
  if (!token_.is("}") || program_.source.compare(token_.offset, 2, "}}") != 0) {
    return unexpected("an operator or `}}`");
  }
  end_ = token_.offset + 2;
  return id;
}

Result<ExprId> Parser::piped() {
  Nesting nesting(nesting_);
  if (nesting_ > kMaxNesting) {
    return fail(token_.offset, fmt::format("Brackets are nested deeper than {}", kMaxNesting));
  }
  TRY(auto left, conditional());
  while (token_.is("|")) {
    CHECK(advance());
    Token name = token_;
    if (name.kind != TokenKind::name) return unexpected("the name of a function");
    CHECK(advance());
    std::vector<ExprId> arguments{left};
    bool has_brackets = token_.is("(");
    TRY(left, call(name, std::move(arguments), has_brackets));
  }
  return left;
}

Result<ExprId> Parser::conditional() {
  TRY(auto condition, binary(0));
  if (!token_.is("?")) return condition;
  Nesting nesting(nesting_);
  if (nesting_ > kMaxNesting) {
    return fail(token_.offset, fmt::format("Conditions are nested deeper than {}", kMaxNesting));
  }
  Expr expr{.op = Op::conditional, .offset = token_.offset};
  CHECK(advance());
  TRY(auto yes, conditional());
  CHECK(expect(":", "the first result of `?`"));
  TRY(auto no, conditional());
  expr.children = {condition, yes, no};
  return add(std::move(expr));
}

Result<ExprId> Parser::binary(int level) {
  if (level == static_cast<int>(kLevels.size())) return unary();
  TRY(auto left, binary(level + 1));
  while (auto op = operator_at(token_, level)) {
    Expr expr{.op = *op, .offset = token_.offset};
    CHECK(advance());
    TRY(auto right, binary(level + 1));
    expr.children = {left, right};
    TRY(left, add(std::move(expr)));
  }
  return left;
}

Result<ExprId> Parser::unary() {
  bool is_negation = token_.is("-");
  if (!is_negation && !token_.is("!")) return postfix();
  Nesting nesting(nesting_);
  if (nesting_ > kMaxNesting) return fail(token_.offset, "Too many signs in a row");
  Expr expr{.op = is_negation ? Op::negate : Op::logical_not, .offset = token_.offset};
  CHECK(advance());
  TRY(auto operand, unary());
  Json& number = program_.exprs[operand].literal;
  bool is_plain_number = program_.exprs[operand].op == Op::literal && !number.is_uint64();
  if (is_negation && is_plain_number && number.is_double())
    return literal(expr.offset, -number.get_double());
  if (is_negation && is_plain_number && number.is_int64())
    return literal(expr.offset, -number.get_int64());
  expr.children = {operand};
  return add(std::move(expr));
}

Result<ExprId> Parser::postfix() {
  std::uint32_t offset = token_.offset;
  TRY(auto base, primary());
  std::vector<Step> steps;
  while (token_.is(".") || token_.is("[")) {
    if (token_.is(".")) {
      CHECK(member(steps));
    } else {
      CHECK(subscript(steps));
    }
  }
  if (steps.empty()) return base;
  Expr expr{.op = Op::access, .offset = offset};
  expr.children = {base};
  expr.steps = std::move(steps);
  return add(std::move(expr));
}

Result<void> Parser::member(std::vector<Step>& steps) {
  Step step{.offset = token_.offset};
  // `list.0.name`: digits are read here, because the lexer would see the number 0.
  std::size_t end = token_.end;
  const std::string& source = program_.source;
  while (end < source.size() && source[end] >= '0' && source[end] <= '9') ++end;
  if (end > token_.end) {
    step.name = source.substr(token_.end, end - token_.end);
    end_ = end;
    CHECK(advance());
  } else {
    CHECK(advance());
    if (token_.kind != TokenKind::name) return unexpected("the name of a member");
    step.name = token_.text;
    CHECK(advance());
  }
  steps.push_back(std::move(step));
  return {};
}

Result<void> Parser::subscript(std::vector<Step>& steps) {
  Step step{.offset = token_.offset};
  CHECK(advance());
  TRY(step.expr, piped());
  const Expr& inner = program_.exprs[step.expr];
  step.kind = Step::Kind::dynamic;
  if (inner.op == Op::literal && inner.literal.is_string()) {
    step.kind = Step::Kind::member;
    step.name = view(inner.literal.get_string());
  } else if (inner.op == Op::literal && inner.literal.is_int64()) {
    step.kind = Step::Kind::index;
    step.index = inner.literal.get_int64();
  }
  CHECK(expect("]", "the index"));
  steps.push_back(std::move(step));
  return {};
}

Result<ExprId> Parser::primary() {
  std::uint32_t offset = token_.offset;
  if (token_.kind == TokenKind::integer || token_.kind == TokenKind::decimal) {
    Json number = token_.kind == TokenKind::integer ? Json(token_.integer) : Json(token_.decimal);
    CHECK(advance());
    return literal(offset, std::move(number));
  }
  if (token_.kind == TokenKind::string) {
    Json text(token_.text);
    CHECK(advance());
    return literal(offset, std::move(text));
  }
  if (token_.kind == TokenKind::name) return named();
  if (token_.is("[")) return list();
  if (token_.is("{")) return object();
  if (!token_.is("(")) return unexpected("a value");
  CHECK(advance());
  TRY(auto inner, piped());
  CHECK(expect(")", "the expression in brackets"));
  return inner;
}

Result<ExprId> Parser::named() {
  Token name = token_;
  if (name.text == "in") return unexpected("a value");
  CHECK(advance());
  if (name.text == "true") return literal(name.offset, true);
  if (name.text == "false") return literal(name.offset, false);
  if (name.text == "null") return literal(name.offset, nullptr);
  if (token_.is("(")) return call(name, {}, true);
  Expr expr{.op = Op::root, .offset = name.offset};
  expr.name = name.text;
  return add(std::move(expr));
}

Result<ExprId> Parser::list() {
  Expr expr{.op = Op::list, .offset = token_.offset};
  CHECK(advance());
  while (!token_.is("]")) {
    TRY(auto item, piped());
    expr.children.push_back(item);
    if (!token_.is(",")) break;
    CHECK(advance());
  }
  CHECK(expect("]", "the items of the list"));
  return add(std::move(expr));
}

Result<ExprId> Parser::object() {
  Expr expr{.op = Op::object, .offset = token_.offset};
  CHECK(advance());
  while (!token_.is("}")) {
    if (token_.kind != TokenKind::name && token_.kind != TokenKind::string) {
      return unexpected("the name of a member or `}`");
    }
    expr.keys.push_back(token_.text);
    CHECK(advance());
    CHECK(expect(":", "the name of a member"));
    TRY(auto value, piped());
    expr.children.push_back(value);
    if (!token_.is(",")) break;
    CHECK(advance());
  }
  CHECK(expect("}", "the members of the object"));
  return add(std::move(expr));
}

Result<ExprId> Parser::call(const Token& name, std::vector<ExprId> arguments, bool has_brackets) {
  Expr expr{.op = Op::call, .offset = name.offset};
  expr.function = find_function(name.text);
  if (expr.function == nullptr) {
    auto similar = similar_function(name.text);
    return fail(name.offset, similar.empty()
                                 ? fmt::format("There is no function `{}`", name.text)
                                 : fmt::format("There is no function `{}`; perhaps you mean `{}`",
                                               name.text, similar));
  }
  expr.children = std::move(arguments);
  if (has_brackets) {
    CHECK(advance());
    while (!token_.is(")")) {
      TRY(auto argument, piped());
      expr.children.push_back(argument);
      if (!token_.is(",")) break;
      CHECK(advance());
    }
    CHECK(expect(")", "the arguments"));
  }
  const Function& function = *expr.function;
  std::size_t count = expr.children.size();
  if (count < function.min_arguments || count > function.max_arguments) {
    return fail(name.offset, fmt::format("`{}` has {} argument{} here; it is {}", name.text, count,
                                         count == 1 ? "" : "s", function.signature));
  }
  if (function.special == Special::default_value) expr.op = Op::coalesce;
  if (function.special == Special::exists) expr.op = Op::exists;
  if (function.special == Special::regex) {
    const Expr& pattern = program_.exprs[expr.children[1]];
    if (pattern.op == Op::literal && pattern.literal.is_string()) {
      auto compiled = compile_pattern(view(pattern.literal.get_string()));
      if (!compiled) return fail(pattern.offset, compiled.error().message);
      expr.pattern = std::move(*compiled);
    }
  }
  return add(std::move(expr));
}

Result<ExprId> Parser::add(Expr expr) {
  for (ExprId child : expr.children) {
    expr.depth = std::max(expr.depth, program_.exprs[child].depth + 1);
  }
  for (const Step& step : expr.steps) {
    if (step.kind != Step::Kind::dynamic) continue;
    expr.depth = std::max(expr.depth, program_.exprs[step.expr].depth + 1);
  }
  if (expr.depth > kMaxDepth) {
    return fail(expr.offset, fmt::format("More than {} operators build on each other; use a list "
                                         "and join() or sum()",
                                         kMaxDepth));
  }
  program_.exprs.push_back(std::move(expr));
  return static_cast<ExprId>(program_.exprs.size() - 1);
}

Result<ExprId> Parser::literal(std::uint32_t offset, Json value) {
  Expr expr{.op = Op::literal, .offset = offset};
  expr.literal = std::move(value);
  return add(std::move(expr));
}

Result<void> Parser::advance() {
  auto next = read_token(program_.source, end_);
  if (!next) return fail(next.error().offset, next.error().message);
  token_ = std::move(*next);
  end_ = token_.end;
  return {};
}

Result<void> Parser::expect(std::string_view symbol, std::string_view after) {
  if (!token_.is(symbol)) return unexpected(fmt::format("`{}` after {}", symbol, after));
  return advance();
}

Error Parser::fail(std::uint32_t offset, std::string_view message) const {
  return expression_error(fmt::format("{} {}.", message, program_.place(offset)));
}

Error Parser::unexpected(std::string_view wanted) const {
  if (token_.kind == TokenKind::end) {
    auto start = static_cast<std::uint32_t>(start_ >= 2 ? start_ - 2 : 0);
    return fail(start,
                fmt::format("Expected {}, but the text ends: the `{{{{` has no `}}}}`", wanted));
  }
  auto length = std::min<std::size_t>(token_.end - token_.offset, 40);
  return fail(token_.offset, fmt::format("Expected {}, found `{}`", wanted,
                                         program_.source.substr(token_.offset, length)));
}

}  // namespace elevaite::expression
