// Fills an object by its JSON Schema with what a message, and the results of earlier tools, say.
#pragma once
#include <optional>

#include "adapters/llm/demo/facts.hpp"
#include "core/json.hpp"

namespace elevaite::adapters::llm::demo {

struct FilledObject {
  JsonObject value;
  std::vector<std::string> missing;  // required members that the message says nothing of
  // How many members were found as such, rather than guessed: the number after "order".
  int specific_count = 0;
};

struct FillOptions {
  // Values by name out of earlier tool results.
  const JsonObject* known = nullptr;
  // The topics of all tools' identifiers: a number after one of them is not taken for another.
  const std::set<std::string>* identified_topics = nullptr;
  // Fill what is missing with the smallest value that the schema allows.
  bool invents = false;
  // The second try after the first was refused: only required members, and other candidates.
  bool is_correction = false;
};

// "order_id" is about {"order"}; empty when the name is that of no identifier, or of any ("id").
std::set<std::string> topic_of_identifier(std::string_view name);

// `schema` is of type object; anything else is read as an object without properties.
FilledObject fill_object(const Json& schema, const Facts& facts, FillOptions options);

// A value of any schema, always something: for structured output.
Json make_instance(const Json& schema, const Facts& facts, const JsonObject& known);

}  // namespace elevaite::adapters::llm::demo
