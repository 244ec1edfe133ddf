// What a node kind's config schema says about one place in a config.
#pragma once
#include "core/json_schema/schema.hpp"

namespace elevaite::engine {

// Whether the string at this JSON pointer may be a template: a schema at the place, or above it,
// says x-expression.
bool allows_expression(const Json& schema, std::string_view pointer);

inline bool has_expression(std::string_view text) {
  return text.find("{{") != std::string_view::npos;
}

// Validates a config; templates where they are allowed satisfy everything.
std::vector<FieldError> validate_config(const json_schema::Schema& schema, const Json& source,
                                        const Json& config);

// "/rows/0/name" as "rows[0].name".
std::string dotted_path(std::string_view pointer);

}  // namespace elevaite::engine
