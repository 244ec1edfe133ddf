// A parsed template. Expressions lie in one vector and refer to each other by index; the nesting
// that the parser admits bounds every recursion over them.
#pragma once
#include <re2/re2.h>

#include "core/expression/function.hpp"

namespace elevaite::expression {

using ExprId = std::uint32_t;

enum class Op : std::uint8_t {
  literal,
  root,
  access,
  list,
  object,
  negate,
  logical_not,
  add,
  subtract,
  multiply,
  divide,
  remainder,
  less,
  less_or_equal,
  greater,
  greater_or_equal,
  equal,
  not_equal,
  contained_in,
  logical_and,
  logical_or,
  coalesce,
  conditional,
  exists,
  call,
};

// One step into a value: `.name`, `[0]`, `["name"]` (both constant) or `[expression]`.
struct Step {
  enum class Kind : std::uint8_t { member, index, dynamic };
  Kind kind = Kind::member;
  std::string name{};
  std::int64_t index = 0;
  ExprId expr = 0;
  std::uint32_t offset = 0;  // of its `.` or `[`
};

struct Expr {
  Op op = Op::literal;
  std::uint32_t offset = 0;  // where an error of this expression points to
  std::uint32_t depth = 1;
  Json literal{};
  std::string name{};  // of a root
  std::vector<ExprId> children{};
  std::vector<Step> steps{};        // access: into children[0]
  std::vector<std::string> keys{};  // object: of the children
  const Function* function = nullptr;
  std::unique_ptr<RE2> pattern{};
};

class Program {
 public:
  struct Piece {
    std::string text{};
    ExprId expr = 0;
    bool is_expr = false;
  };
  std::string source;
  std::vector<Expr> exprs;
  std::vector<Piece> pieces;

  bool is_constant() const { return pieces.empty() || (pieces.size() == 1 && !pieces[0].is_expr); }
  bool is_single() const { return pieces.size() == 1 && pieces[0].is_expr; }
  // "(line 1, column 7)"; columns count code points.
  std::string place(std::uint32_t offset) const;
  std::pair<int, int> line_and_column(std::uint32_t offset) const;
};

Result<std::shared_ptr<const Program>> parse_program(std::string_view source);

Result<Json> run_program(const Program& program, const Context& context, Budget& budget);

}  // namespace elevaite::expression
