#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/expression/ast.hpp"
#include "core/expression/parser.hpp"
#include "core/expression/text.hpp"

namespace elevaite::expression {
namespace {

constexpr std::string_view kPlaceBegin = "(line ";
constexpr std::string_view kPlaceMiddle = ", column ";

class ReferenceCollector {
 public:
  explicit ReferenceCollector(const Program& program) : program_(program) {}

  std::vector<Reference> collect() {
    for (const auto& piece : program_.pieces) {
      if (piece.is_expr) visit(piece.expr, false);
    }
    return std::move(references_);
  }

 private:
  void visit(ExprId id, bool is_optional) {
    const Expr& expr = program_.exprs[id];
    if (expr.op == Op::root) return add(expr, {}, is_optional);
    bool starts_path = expr.op == Op::access && program_.exprs[expr.children[0]].op == Op::root;
    if (starts_path) add(program_.exprs[expr.children[0]], expr.steps, is_optional);
    for (const Step& step : expr.steps) {
      if (step.kind == Step::Kind::dynamic) visit(step.expr, is_optional);
    }
    if (starts_path) return;
    for (std::size_t i = 0; i < expr.children.size(); ++i) {
      bool may_be_missing = expr.op == Op::exists || (expr.op == Op::coalesce && i == 0);
      visit(expr.children[i], is_optional || may_be_missing);
    }
  }

  void add(const Expr& root, const std::vector<Step>& steps, bool is_optional) {
    Reference reference;
    reference.root = root.name;
    for (const Step& step : steps) {
      if (step.kind == Step::Kind::dynamic) break;
      reference.path.push_back(step.kind == Step::Kind::member ? step.name
                                                               : std::to_string(step.index));
    }
    std::tie(reference.line, reference.column) = program_.line_and_column(root.offset);
    reference.is_optional = is_optional;
    references_.push_back(std::move(reference));
  }

  const Program& program_;
  std::vector<Reference> references_;
};

}  // namespace

std::pair<int, int> Program::line_and_column(std::uint32_t offset) const {
  auto before = std::string_view(source).substr(0, offset);
  auto line = std::count(before.begin(), before.end(), '\n');
  auto line_start = before.rfind('\n');
  auto rest = line_start == std::string_view::npos ? before : before.substr(line_start + 1);
  return {static_cast<int>(line) + 1, static_cast<int>(count_code_points(rest)) + 1};
}

std::string Program::place(std::uint32_t offset) const {
  auto [line, column] = line_and_column(offset);
  return fmt::format("{}{}{}{})", kPlaceBegin, line, kPlaceMiddle, column);
}

// The reverse of Program::place(), with which such a message ends.
std::optional<Position> position_of(const Error& error) {
  std::string_view message = error.message;
  auto begin = message.rfind(kPlaceBegin);
  if (begin == std::string_view::npos) return std::nullopt;
  auto number_at = [message](std::size_t at) {
    int number = 0;
    std::from_chars(message.data() + at, message.data() + message.size(), number);
    return number;
  };
  auto middle = message.find(kPlaceMiddle, begin);
  if (middle == std::string_view::npos) return std::nullopt;
  Position position{number_at(begin + kPlaceBegin.size()), number_at(middle + kPlaceMiddle.size())};
  if (position.line < 1 || position.column < 1) return std::nullopt;
  return position;
}

Result<std::shared_ptr<const Program>> parse_program(std::string_view source) {
  auto program = std::make_shared<Program>();
  auto begin = source.find("{{");
  if (begin == std::string_view::npos) {
    program->source = source;
    program->pieces.push_back({std::string(source)});
    return program;
  }
  if (source.size() > kMaxSourceBytes) {
    return Error{ErrorCode::limit_exceeded,
                 fmt::format("A text with expressions may have at most {} bytes, this has {}.",
                             kMaxSourceBytes, source.size()),
                 "expression"};
  }
  program->source = source;
  std::size_t at = 0;
  for (; begin != std::string_view::npos; begin = source.find("{{", at)) {
    if (begin > at) program->pieces.push_back({std::string(source.substr(at, begin - at))});
    Parser parser(*program);
    TRY(auto id, parser.parse(begin + 2));
    program->pieces.push_back({{}, id, true});
    at = parser.end();
  }
  if (at < source.size()) program->pieces.push_back({std::string(source.substr(at))});
  return program;
}

Result<Template> Template::parse(std::string_view source) {
  TRY(auto program, parse_program(source));
  return Template(std::move(program));
}

bool Template::is_constant() const { return program_->is_constant(); }

Result<Json> Template::evaluate(const Context& context) const {
  Budget budget;
  return run_program(*program_, context, budget);
}

Result<Json> Template::evaluate(const Context& context, Budget& budget) const {
  return run_program(*program_, context, budget);
}

std::vector<Reference> Template::references() const {
  return ReferenceCollector(*program_).collect();
}

Error expression_error(std::string message) {
  return Error{ErrorCode::invalid_argument, std::move(message), "expression"};
}

Error too_much_work() {
  return Error{ErrorCode::limit_exceeded,
               fmt::format("The expression needs more than {} steps. Use less data.", kMaxSteps),
               "expression"};
}

Error too_large() {
  return Error{ErrorCode::limit_exceeded,
               fmt::format("The expression makes more than {} MiB of data. Use less data.",
                           kMaxOutputBytes / (1024 * 1024)),
               "expression"};
}

}  // namespace elevaite::expression
