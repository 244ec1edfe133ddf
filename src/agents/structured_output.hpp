// Structured output: the model's text read and checked as JSON.
#pragma once
#include <variant>

#include "core/json_schema/schema.hpp"

namespace elevaite::agents {

constexpr int kMaxCorrections = 2;

// The value, or a sentence for the model that says what is wrong with its answer.
using StructuredOutput = std::variant<Json, std::string>;

// A fence of Markdown around the JSON is tolerated.
StructuredOutput read_structured_output(std::string_view text, const json_schema::Schema& schema);

// "/name: …; /age: …": the errors of a validation in one sentence, bounded.
std::string list_of(const std::vector<FieldError>& errors);

}  // namespace elevaite::agents
