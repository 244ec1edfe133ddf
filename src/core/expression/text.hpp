// Values as text, and how large a value is.
#pragma once
#include "core/json.hpp"

namespace elevaite::expression {

// As it stands inside a text: strings without quotes, null as nothing, the rest as JSON.
void append_display(std::string& out, const Json& value);
// Compact JSON with numbers as a person writes them (1.5, not 1.5E0).
void append_json(std::string& out, const Json& value);
std::string json_text(const Json& value);

// A value for an error message: short, on one line.
std::string excerpt(const Json& value);

// "a string", "a list" …
std::string_view type_with_article(const Json& value);
// "string", "number", "boolean", "null", "list" or "object".
std::string_view type_name(const Json& value);

// About the bytes of the value as JSON, and its levels; both stop counting soon after their bound.
struct Extent {
  std::size_t bytes = 0;
  std::size_t depth = 0;
};
Extent measure(const Json& value, std::size_t max_bytes);

std::size_t count_code_points(std::string_view text);
// The byte at which the nth code point begins, or the size.
std::size_t code_point_offset(std::string_view text, std::size_t n);

}  // namespace elevaite::expression
