// Schemas as the text they are.
#pragma once
#include <string_view>

#include "core/json.hpp"

namespace elevaite::nodes {

// Parses a JSON text of the program itself; asserts that it is one.
Json schema_of(std::string_view text);

}  // namespace elevaite::nodes
