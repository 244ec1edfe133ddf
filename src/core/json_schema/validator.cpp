#include "core/json_schema/validator.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/json_schema/compiler.hpp"

namespace elevaite::json_schema {

void Evaluated::merge(Evaluated other) {
  names.insert(names.end(), other.names.begin(), other.names.end());
  items.insert(items.end(), other.items.begin(), other.items.end());
  first_items = std::max(first_items, other.first_items);
  has_all_names = has_all_names || other.has_all_names;
  has_all_items = has_all_items || other.has_all_items;
}

bool Evaluated::has_name(std::string_view name) const {
  return has_all_names || std::find(names.begin(), names.end(), name) != names.end();
}

bool Evaluated::has_item(std::size_t index) const {
  return has_all_items || index < first_items ||
         std::find(items.begin(), items.end(), index) != items.end();
}

std::vector<FieldError> Validator::validate(const Json& value) {
  if (probe(value)) return {};
  std::vector<FieldError> errors;
  if (!is_aborted_) {
    errors_ = &errors;
    steps_ = kMaxSteps;
    apply(schema_.root, value, nullptr);
  }
  if (errors.empty()) {
    errors = {
        {"", "too_complex", "The value or its schema is too large or too deep to be checked."}};
  }
  return errors;
}

bool Validator::probe(const Json& value) {
  bool is_valid = apply(schema_.root, value, nullptr);
  return is_valid && !is_aborted_;
}

bool Validator::spend(std::size_t steps) {
  if (steps > steps_) is_aborted_ = true;
  steps_ -= std::min(steps, steps_);
  return !is_aborted_;
}

bool Validator::fail(std::string_view keyword, std::string message) {
  if (errors_ != nullptr && errors_->size() < options_.max_errors) {
    errors_->push_back({pointer(), std::string(keyword), std::move(message)});
  }
  return false;
}

std::string Validator::pointer() const {
  std::string out;
  for (const Token& token : path_) {
    out += '/';
    if (const auto* index = std::get_if<std::size_t>(&token)) {
      out += std::to_string(*index);
      continue;
    }
    for (char c : std::get<std::string_view>(token)) {
      if (c == '~' || c == '/') {
        out += c == '~' ? "~0" : "~1";
      } else {
        out += c;
      }
    }
  }
  return out;
}

bool Validator::apply(int index, const Json& value, Evaluated* evaluated) {
  constexpr int kMaxDepth = 400;
  if (depth_ >= kMaxDepth) is_aborted_ = true;
  if (!spend(1)) return false;
  const SchemaNode& node = schema_.node(index);
  if (options_.is_exempt && value.is_string() &&
      options_.is_exempt({value.get_string().data(), value.get_string().size()}, pointer())) {
    return true;
  }
  ++depth_;
  bool is_valid = apply_keywords(node, value, evaluated);
  --depth_;
  return is_valid;
}

bool Validator::apply_keywords(const SchemaNode& node, const Json& value, Evaluated* evaluated) {
  if (node.refuses_all) return fail("false", "Nothing is allowed here.");
  // Keywords beside unevaluated* must report what they looked at.
  Evaluated own;
  bool keeps_track = node.unevaluated_properties != kNone || node.unevaluated_items != kNone;
  Evaluated* seen = keeps_track || evaluated != nullptr ? &own : nullptr;
  if (!check_general(node, value)) {
    // A value of a wrong type or outside of an enumeration breaks other rules only as a
    // consequence.
    return false;
  }
  bool is_valid = apply_in_place(node, value, seen);
  if (!is_valid && is_done()) return false;
  if (value.is_number()) {
    is_valid = check_number(node, value) && is_valid;
  } else if (const auto* text = value.if_string()) {
    is_valid = check_string(node, view(*text)) && is_valid;
  } else if (const auto* list = value.if_array()) {
    is_valid = check_array(node, *list, seen) && is_valid;
  } else if (value.is_object()) {
    is_valid = check_object(node, value, seen) && is_valid;
  }
  if (!is_valid && is_done()) return false;
  if (keeps_track) is_valid = check_unevaluated(node, value, seen) && is_valid;
  if (evaluated != nullptr && is_valid) evaluated->merge(std::move(own));
  return is_valid;
}

bool Validator::apply_in_place(const SchemaNode& node, const Json& value, Evaluated* evaluated) {
  bool is_valid = apply_all(node.references, value, evaluated);
  if (!is_valid && is_done()) return false;
  is_valid = apply_all(node.all_of, value, evaluated) && is_valid;
  if (!is_valid && is_done()) return false;
  if (!node.any_of.empty()) is_valid = apply_any(node, value, evaluated) && is_valid;
  if (!is_valid && is_done()) return false;
  if (!node.one_of.empty()) is_valid = apply_one(node, value, evaluated) && is_valid;
  if (!is_valid && is_done()) return false;
  if (node.condition != kNone) is_valid = apply_condition(node, value, evaluated) && is_valid;
  if (node.negated != kNone && fits(node.negated, value, nullptr)) {
    is_valid = fail("not", fmt::format("{} is excluded here.", shown(value)));
  }
  return is_valid;
}

bool Validator::apply_all(const std::vector<int>& schemas, const Json& value,
                          Evaluated* evaluated) {
  bool is_valid = true;
  for (int schema : schemas) {
    is_valid = apply(schema, value, evaluated) && is_valid;
    if (!is_valid && is_done()) return false;
  }
  return is_valid;
}

bool Validator::fits(int index, const Json& value, Evaluated* evaluated) {
  auto* errors = std::exchange(errors_, nullptr);
  bool is_valid = apply(index, value, evaluated);
  errors_ = errors;
  return is_valid;
}

bool Validator::apply_any(const SchemaNode& node, const Json& value, Evaluated* evaluated) {
  bool is_valid = false;
  for (int schema : node.any_of) {
    is_valid = fits(schema, value, evaluated) || is_valid;
    // What is looked at counts in every alternative that fits.
    if (is_valid && evaluated == nullptr) return true;
    if (is_aborted_) return false;
  }
  if (is_valid || errors_ == nullptr) return is_valid;
  return fail("anyOf", fmt::format("Fits none of the {} alternatives.{}", node.any_of.size(),
                                   closest(node.any_of, value)));
}

bool Validator::apply_one(const SchemaNode& node, const Json& value, Evaluated* evaluated) {
  std::size_t count = 0;
  Evaluated of_the_one;
  for (int schema : node.one_of) {
    Evaluated seen;
    if (!fits(schema, value, evaluated == nullptr ? nullptr : &seen)) continue;
    if (++count > 1) break;
    of_the_one = std::move(seen);
  }
  if (count == 1) {
    if (evaluated != nullptr) evaluated->merge(std::move(of_the_one));
    return true;
  }
  if (errors_ == nullptr) return false;
  if (count > 1) return fail("oneOf", "Fits several alternatives, but must fit exactly one.");
  return fail("oneOf", fmt::format("Fits none of the {} alternatives.{}", node.one_of.size(),
                                   closest(node.one_of, value)));
}

bool Validator::apply_condition(const SchemaNode& node, const Json& value, Evaluated* evaluated) {
  bool is_met = fits(node.condition, value, evaluated);
  int consequence = is_met ? node.then_schema : node.else_schema;
  return consequence == kNone || apply(consequence, value, evaluated);
}

bool Validator::apply_at(int index, const Json& value, Token token) {
  path_.push_back(token);
  bool is_valid = apply(index, value, nullptr);
  path_.pop_back();
  return is_valid;
}

std::string Validator::closest(const std::vector<int>& alternatives, const Json& value) {
  constexpr int kMaxExplained = 3;
  if (explained_ >= kMaxExplained) return "";
  ++explained_;
  auto* outer = errors_;
  auto here = pointer();
  // An alternative that the value itself (not a part of it) misses is further away.
  auto distance = [&here](const std::vector<FieldError>& errors) {
    std::size_t sum = 0;
    for (const FieldError& error : errors) {
      bool is_whole = error.field == here && (error.code == "type" || error.code == "const");
      sum += is_whole ? 100 : 1;
    }
    return sum;
  };
  std::vector<FieldError> best;
  for (int alternative : alternatives) {
    std::vector<FieldError> errors;
    errors_ = &errors;
    apply(alternative, value, nullptr);
    if (is_aborted_) break;
    if (!errors.empty() && (best.empty() || distance(errors) < distance(best)))
      best = std::move(errors);
  }
  errors_ = outer;
  --explained_;
  if (best.empty()) return "";
  const FieldError& first = best.front();
  auto place = first.field == here ? std::string() : fmt::format(" at {}", first.field);
  return fmt::format(" The closest one says{}: {}", place, first.message);
}

Result<Schema> Schema::compile(const Json& schema) {
  TRY(auto compiled, Compiler(schema).compile());
  return Schema(std::move(compiled));
}

Schema::Schema() {
  static const auto kAnything = [] {
    auto compiled = std::make_shared<CompiledSchema>();
    compiled->nodes.emplace_back().location = "#";
    return std::shared_ptr<const CompiledSchema>(compiled);
  }();
  compiled_ = kAnything;
}

std::vector<FieldError> Schema::validate(const Json& value, const ValidateOptions& options) const {
  return Validator(*compiled_, options).validate(value);
}

bool Schema::is_valid(const Json& value) const {
  ValidateOptions options;
  return Validator(*compiled_, options).probe(value);
}

}  // namespace elevaite::json_schema
