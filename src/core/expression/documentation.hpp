// The language's reference, from the table of functions.
#pragma once
#include "core/json.hpp"

namespace elevaite::expression {

// The whole of docs/expressions.md.
std::string documentation();

// [{"name","group","signature","description","example","result"}], for the editor's completion.
Json function_catalogue();

}  // namespace elevaite::expression
