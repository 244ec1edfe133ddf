// ECMA-262 patterns, as JSON Schema has them, on RE2.
#pragma once
#include <re2/re2.h>

#include <memory>

#include "core/result.hpp"

namespace elevaite::json_schema {

// The error's message is a clause ("look-around is not supported").
Result<std::unique_ptr<RE2>> compile_pattern(std::string_view pattern);

bool matches(const RE2& pattern, std::string_view text);

}  // namespace elevaite::json_schema
