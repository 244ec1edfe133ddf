#include "core/expression/evaluator.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/expression/operators.hpp"
#include "core/expression/text.hpp"

namespace elevaite::expression {
namespace {

// The reason of an error that `??` forgives. It never leaves this file.
constexpr std::string_view kMissing = "missing";

std::string known_members(const JsonObject& object) {
  constexpr std::size_t kShown = 20;
  if (object.empty()) return "it is empty";
  std::string names = "it has: ";
  std::size_t count = 0;
  for (const auto& member : object) {
    if (count == kShown) return names + fmt::format(" and {} more", object.size() - kShown);
    if (count++ > 0) names += ", ";
    names += std::string_view(member.key()).substr(0, 64);
  }
  return names;
}

std::optional<std::int64_t> as_index(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  std::int64_t index = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    index = index * 10 + (c - '0');
  }
  return index;
}

// What it costs to look at an argument as a whole.
std::size_t weight(const Json& value) {
  if (const auto* text = value.if_string()) return 1 + text->size() / 64;
  if (value.is_structured()) return 1 + measure(value, 64 * kMaxSteps).bytes / 16;
  return 1;
}

}  // namespace

Result<Value> Evaluator::evaluate(ExprId id) {
  if (!budget_.spend_steps(1)) return too_much_work();
  const Expr& expr = program_.exprs[id];
  switch (expr.op) {
    case Op::literal:
      return Value(&expr.literal);
    case Op::root:
      return root(expr);
    case Op::access:
      return access(expr);
    case Op::list:
      return list(expr);
    case Op::object:
      return object(expr);
    case Op::negate: {
      TRY(auto operand, evaluate(expr.children[0]));
      auto result = negate(operand.get());
      if (!result) return at(expr.offset, std::move(result).error());
      return Value(std::move(*result));
    }
    case Op::logical_not: {
      TRY(auto operand, evaluate(expr.children[0]));
      return Value(Json(!is_true(operand.get())));
    }
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::remainder:
    case Op::less:
    case Op::less_or_equal:
    case Op::greater:
    case Op::greater_or_equal:
    case Op::equal:
    case Op::not_equal:
    case Op::contained_in:
      return binary(expr);
    case Op::logical_and:
    case Op::logical_or:
      return logical(expr);
    case Op::coalesce:
      return coalesce(expr);
    case Op::conditional:
      return conditional(expr);
    case Op::exists:
      return exists(expr);
    case Op::call:
      return call(expr);
  }
  return internal_error("unknown expression");
}

Result<Value> Evaluator::root(const Expr& expr) {
  if (const Json* found = context_.find_root(expr.name)) return Value(found);
  return missing(expr.offset, [&] {
    if (expr.name == "nodes") return std::string("`nodes` wants the id of a node: nodes.<id>");
    return fmt::format("There is no `{}` here", expr.name);
  });
}

Result<Value> Evaluator::access(const Expr& expr) {
  const Expr& base = program_.exprs[expr.children[0]];
  std::size_t next = 0;
  Value held;
  const Json* value = nullptr;
  if (base.op == Op::root && base.name == "nodes") {
    TRY(value, node_output(expr.steps[0], expr));
    next = 1;
  } else {
    TRY(held, evaluate(expr.children[0]));
    value = &held.get();
  }
  bool is_borrowed = next == 1 || held.is_borrowed();
  for (; next < expr.steps.size(); ++next) {
    if (!budget_.spend_steps(1)) return too_much_work();
    TRY(value, walk(*value, expr.steps[next], expr));
  }
  if (is_borrowed) return Value(value);
  return made(*value);
}

Result<const Json*> Evaluator::node_output(const Step& step, const Expr& expr) {
  std::string name = step.name;
  if (step.kind != Step::Kind::member) {
    if (step.kind == Step::Kind::index) name = std::to_string(step.index);
    if (step.kind == Step::Kind::dynamic) {
      TRY(auto key, evaluate(step.expr));
      append_display(name, key.get());
    }
  }
  if (const Json* found = context_.find_node(name)) return found;
  return missing(expr.offset, [&] {
    return fmt::format("`nodes.{}` has no value: no node of that id has given one before this",
                       name);
  });
}

Result<const Json*> Evaluator::walk(const Json& from, const Step& step, const Expr& expr) {
  if (step.kind == Step::Kind::member) return walk_member(from, step.name, step, expr);
  if (step.kind == Step::Kind::index) return walk_index(from, step.index, step, expr);
  TRY(auto key, evaluate(step.expr));
  if (const auto* name = key.get().if_string()) {
    return walk_member(from, view(*name), step, expr);
  }
  if (auto index = key.get().if_int64()) return walk_index(from, *index, step, expr);
  if (key.get().is_double()) {
    double number = key.get().get_double();
    if (number >= -1e9 && number <= 1e9 &&
        number == static_cast<double>(static_cast<std::int64_t>(number))) {
      return walk_index(from, static_cast<std::int64_t>(number), step, expr);
    }
  }
  return at(step.offset,
            expression_error(fmt::format("An index must be a name or a whole number, not {}",
                                         excerpt(key.get()))));
}

Result<const Json*> Evaluator::walk_member(const Json& from, std::string_view name,
                                           const Step& step, const Expr& expr) {
  if (const auto* object = from.if_object()) {
    if (const Json* found = object->if_contains(name)) return found;
    return missing(step.offset, [&] {
      return fmt::format("`{}` has no member `{}`; {}", path_until(expr, step), name,
                         known_members(*object));
    });
  }
  if (from.is_array()) {
    if (auto index = as_index(name)) return walk_index(from, *index, step, expr);
  }
  return missing(step.offset, [&] {
    return fmt::format("`{}` is {}, so it has no member `{}`", path_until(expr, step),
                       type_with_article(from), name);
  });
}

Result<const Json*> Evaluator::walk_index(const Json& from, std::int64_t index, const Step& step,
                                          const Expr& expr) {
  const auto* list = from.if_array();
  if (list == nullptr) {
    if (from.is_object()) return walk_member(from, std::to_string(index), step, expr);
    return missing(step.offset, [&] {
      return fmt::format("`{}` is {}, so it has no item {}", path_until(expr, step),
                         type_with_article(from), index);
    });
  }
  auto size = static_cast<std::int64_t>(list->size());
  std::int64_t place = index < 0 && index >= -size ? index + size : index;
  if (place >= 0 && place < size) return &(*list)[static_cast<std::size_t>(place)];
  return missing(step.offset, [&] {
    return fmt::format("`{}` has no item {}; it has {} item{}", path_until(expr, step), index, size,
                       size == 1 ? "" : "s");
  });
}

Result<Value> Evaluator::list(const Expr& expr) {
  JsonArray items;
  items.reserve(expr.children.size());
  for (ExprId child : expr.children) {
    TRY(auto value, evaluate(child));
    TRY(auto item, owned(std::move(value)));
    items.push_back(std::move(item));
  }
  return Value(Json(std::move(items)));
}

Result<Value> Evaluator::object(const Expr& expr) {
  JsonObject members;
  members.reserve(expr.children.size());
  for (std::size_t i = 0; i < expr.children.size(); ++i) {
    TRY(auto value, evaluate(expr.children[i]));
    TRY(auto member, owned(std::move(value)));
    members.insert_or_assign(expr.keys[i], std::move(member));
  }
  return Value(Json(std::move(members)));
}

Result<Value> Evaluator::binary(const Expr& expr) {
  TRY(auto left, evaluate(expr.children[0]));
  TRY(auto right, evaluate(expr.children[1]));
  const Json& a = left.get();
  const Json& b = right.get();
  if (!a.is_number() || !b.is_number()) {
    if (!budget_.spend_steps(weight(a) + weight(b))) return too_much_work();
  }
  auto result = apply(expr.op, a, b);
  if (!result) return at(expr.offset, std::move(result).error());
  return made(std::move(*result));
}

Result<Value> Evaluator::logical(const Expr& expr) {
  TRY(auto left, evaluate(expr.children[0]));
  if (is_true(left.get()) == (expr.op == Op::logical_or)) return left;
  return evaluate(expr.children[1]);
}

Result<std::optional<Value>> Evaluator::tolerant(ExprId id) {
  ++tolerance_;
  auto value = evaluate(id);
  --tolerance_;
  if (value) return std::optional<Value>(std::move(*value));
  if (value.error().reason == kMissing) return std::optional<Value>();
  return std::move(value).error();
}

Result<Value> Evaluator::coalesce(const Expr& expr) {
  TRY(auto left, tolerant(expr.children[0]));
  if (left && !left->get().is_null()) return std::move(*left);
  return evaluate(expr.children[1]);
}

Result<Value> Evaluator::exists(const Expr& expr) {
  TRY(auto value, tolerant(expr.children[0]));
  return Value(Json(value.has_value() && !value->get().is_null()));
}

Result<Value> Evaluator::conditional(const Expr& expr) {
  TRY(auto condition, evaluate(expr.children[0]));
  return evaluate(expr.children[is_true(condition.get()) ? 1 : 2]);
}

Result<Value> Evaluator::call(const Expr& expr) {
  std::vector<Value> values;
  values.reserve(expr.children.size());
  std::size_t steps = 0;
  for (ExprId child : expr.children) {
    TRY(auto value, evaluate(child));
    steps += weight(value.get());
    values.push_back(std::move(value));
  }
  if (!budget_.spend_steps(steps)) return too_much_work();
  std::vector<const Json*> arguments;
  arguments.reserve(values.size());
  for (const Value& value : values) arguments.push_back(&value.get());
  Call call(expr.function->name, arguments, context_, budget_, expr.pattern.get());
  auto result = expr.function->body(call);
  if (!result) return at(expr.offset, std::move(result).error());
  return made(std::move(*result));
}

Result<Value> Evaluator::made(Json value) {
  if (value.is_string() || value.is_structured()) {
    Extent extent = measure(value, 4 * kMaxOutputBytes);
    if (!budget_.spend_bytes(extent.bytes) || extent.depth > kMaxJsonDepth) return too_large();
  }
  return Value(std::move(value));
}

Result<Json> Evaluator::owned(Value value) {
  const Json& content = value.get();
  if (value.is_borrowed() && (content.is_string() || content.is_structured())) {
    Extent extent = measure(content, 4 * kMaxOutputBytes);
    if (!budget_.spend_bytes(extent.bytes)) return too_large();
  }
  return std::move(value).take();
}

template <class Message>
Error Evaluator::missing(std::uint32_t offset, Message message) const {
  if (tolerance_ > 0) return Error{ErrorCode::invalid_argument, {}, std::string(kMissing)};
  return at(offset, expression_error(message()));
}

Error Evaluator::at(std::uint32_t offset, Error error) const {
  if (error.reason == kMissing || error.code != ErrorCode::invalid_argument) return error;
  error.message = fmt::format("{} {}.", error.message, program_.place(offset));
  return error;
}

std::string Evaluator::path_until(const Expr& expr, const Step& step) const {
  constexpr std::size_t kMax = 120;
  auto path = program_.source.substr(expr.offset, step.offset - expr.offset);
  auto end = path.find_last_not_of(" \t\r\n");
  path.resize(end == std::string::npos ? 0 : end + 1);
  return path.size() > kMax ? "…" + path.substr(path.size() - kMax) : path;
}

namespace {

Error too_deep() {
  return Error{ErrorCode::limit_exceeded,
               fmt::format("The result is nested deeper than {} levels.", kMaxJsonDepth),
               "expression"};
}

Result<Json> checked(Json value) {
  if (!value.is_string() && !value.is_structured()) return value;
  Extent extent = measure(value, kMaxOutputBytes);
  if (extent.bytes > kMaxOutputBytes) return too_large();
  if (extent.depth > kMaxJsonDepth) return too_deep();
  return value;
}

}  // namespace

Result<Json> run_program(const Program& program, const Context& context, Budget& budget) {
  Evaluator evaluator(program, context, budget);
  if (program.is_single()) {
    TRY(auto value, evaluator.evaluate(program.pieces[0].expr));
    TRY(auto result, evaluator.owned(std::move(value)));
    return checked(std::move(result));
  }
  std::string text;
  for (const auto& piece : program.pieces) {
    if (!piece.is_expr) {
      text += piece.text;
      continue;
    }
    TRY(auto value, evaluator.evaluate(piece.expr));
    const Json& part = value.get();
    if (part.is_structured()) {
      Extent extent = measure(part, kMaxOutputBytes);
      if (extent.bytes > kMaxOutputBytes) return too_large();
      if (extent.depth > kMaxJsonDepth) return too_deep();
    }
    append_display(text, part);
    if (text.size() > kMaxOutputBytes || !budget.spend_bytes(text.size() / 8)) return too_large();
  }
  return Json(text);
}

}  // namespace elevaite::expression
