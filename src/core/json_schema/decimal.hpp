// multipleOf as people read it: in decimal, so that 19.99 is a multiple of 0.01.
#pragma once
#include "core/json.hpp"

namespace elevaite::json_schema {

// Both are numbers; the divisor is greater than zero.
bool is_multiple_of(const Json& value, const Json& divisor);

}  // namespace elevaite::json_schema
