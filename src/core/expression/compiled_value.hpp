// A whole JSON value, for example a node's config, whose strings may be templates; compiled once,
// evaluated often. Member names are never templates. Immutable: copies share it, any thread may use
// it.
#pragma once
#include <functional>

#include "core/expression/template.hpp"

namespace elevaite::expression {

// A reference and the string it is in: `headers.accept`, `rows[0].name`, or "" for the value
// itself.
struct FieldReference {
  std::string field;
  Reference reference;
};

class CompiledValue {
 public:
  // Says whether the string at a JSON pointer is a template; asked only for strings with `{{`.
  using Filter = std::function<bool(std::string_view pointer)>;

  // An empty object.
  CompiledValue();

  // The error lists every string that does not parse in `fields` (code "expression_syntax").
  static Result<CompiledValue> compile(const Json& value);
  static Result<CompiledValue> compile(const Json& value, const Filter& is_template);

  // The value itself when nothing in it needs evaluation, else nullptr. Lives as long as this.
  const Json* constant() const;
  bool is_constant() const { return constant() != nullptr; }

  // The error names the field. All templates together obey the bounds of one evaluation.
  Result<Json> evaluate(const Context& context) const;

  std::vector<FieldReference> references() const;

  struct Part;

 private:
  explicit CompiledValue(std::shared_ptr<const Part> root) : root_(std::move(root)) {}
  std::shared_ptr<const Part> root_;
};

}  // namespace elevaite::expression
