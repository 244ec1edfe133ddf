// JSON Schema: the parts of 2020-12 that describe data, with the draft-07 spellings. References are
// local only. No schema and no value can crash or stall it: loops are refused by compile(), depth
// and work are bounded. docs: https://json-schema.org/understanding-json-schema
#pragma once
#include <functional>
#include <memory>

#include "core/json.hpp"

namespace elevaite::json_schema {

class CompiledSchema;

struct ValidateOptions {
  std::size_t max_errors = 32;
  // A string for which this answers true satisfies whatever the schema asks for at its place.
  std::function<bool(std::string_view text, std::string_view pointer)> is_exempt{};
};

// Immutable: copies share it, any thread may use it.
class Schema {
 public:
  // Accepts everything.
  Schema();

  // The error (reason "json_schema") lists in `fields` every place in the schema that is wrong, as
  // "#/properties/name/minLength".
  static Result<Schema> compile(const Json& schema);

  // Empty when the value satisfies the schema. `field` is a JSON pointer into the value ("" for the
  // whole), `code` the keyword, `message` a sentence that says what is wanted and what was found.
  std::vector<FieldError> validate(const Json& value) const { return validate(value, {}); }
  std::vector<FieldError> validate(const Json& value, const ValidateOptions& options) const;
  bool is_valid(const Json& value) const;

 private:
  explicit Schema(std::shared_ptr<const CompiledSchema> compiled)
      : compiled_(std::move(compiled)) {}
  std::shared_ptr<const CompiledSchema> compiled_;
};

}  // namespace elevaite::json_schema
