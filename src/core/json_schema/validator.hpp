// Applies a compiled schema to a value. Recursion and work are bounded. Internal to this folder.
#pragma once
#include <variant>

#include "core/json_schema/compiled_schema.hpp"

namespace elevaite::json_schema {

// Which members and items of a value the schemas applied to it have looked at.
struct Evaluated {
  std::vector<std::string_view> names{};
  std::vector<std::size_t> items{};
  std::size_t first_items = 0;
  bool has_all_names = false;
  bool has_all_items = false;

  void merge(Evaluated other);
  bool has_name(std::string_view name) const;
  bool has_item(std::size_t index) const;
};

class Validator {
 public:
  Validator(const CompiledSchema& schema, const ValidateOptions& options)
      : schema_(schema), options_(options) {}

  std::vector<FieldError> validate(const Json& value);
  bool probe(const Json& value);

 private:
  static constexpr std::size_t kMaxSteps = 2'000'000;
  using Token = std::variant<std::string_view, std::size_t>;

  // Each answers whether the value fits. While nobody collects errors, the first misfit ends it.
  bool apply(int index, const Json& value, Evaluated* evaluated);
  bool apply_keywords(const SchemaNode& node, const Json& value, Evaluated* evaluated);
  bool check_general(const SchemaNode& node, const Json& value);
  bool check_number(const SchemaNode& node, const Json& value);
  bool check_string(const SchemaNode& node, std::string_view text);
  bool check_array(const SchemaNode& node, const JsonArray& list, Evaluated* evaluated);
  bool check_contains(const SchemaNode& node, const JsonArray& list, Evaluated* evaluated);
  bool check_unique(const JsonArray& list);
  bool check_object(const SchemaNode& node, const Json& whole, Evaluated* evaluated);
  bool check_member(const SchemaNode& node, std::string_view name, const Json& value,
                    Evaluated* evaluated);
  bool check_names(const SchemaNode& node, const JsonObject& object);
  bool check_unevaluated(const SchemaNode& node, const Json& value, Evaluated* evaluated);

  bool apply_in_place(const SchemaNode& node, const Json& value, Evaluated* evaluated);
  bool apply_all(const std::vector<int>& schemas, const Json& value, Evaluated* evaluated);
  bool apply_any(const SchemaNode& node, const Json& value, Evaluated* evaluated);
  bool apply_one(const SchemaNode& node, const Json& value, Evaluated* evaluated);
  bool apply_condition(const SchemaNode& node, const Json& value, Evaluated* evaluated);
  bool apply_at(int index, const Json& value, Token token);
  // Without collecting errors.
  bool fits(int index, const Json& value, Evaluated* evaluated);
  // The errors of the alternative that comes closest, as one clause.
  std::string closest(const std::vector<int>& alternatives, const Json& value);

  bool fail(std::string_view keyword, std::string message);
  // Whether a keyword that found a misfit may stop looking.
  bool is_done() const { return errors_ == nullptr || is_aborted_; }
  bool spend(std::size_t steps);
  std::string pointer() const;

  const CompiledSchema& schema_;
  const ValidateOptions& options_;
  std::vector<FieldError>* errors_ = nullptr;
  std::vector<Token> path_;
  std::size_t steps_ = kMaxSteps;
  int depth_ = 0;
  int explained_ = 0;  // alternatives within alternatives whose errors are being told
  bool is_aborted_ = false;
};

// A value for a message: short, on one line.
std::string shown(const Json& value);

}  // namespace elevaite::json_schema
