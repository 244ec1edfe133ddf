// PostgreSQL's text format as JSON: integers, booleans, json and numbers that a double holds
// exactly become such; timestamps RFC 3339 (in UTC, or without an offset when the type has none);
// the rest stays text.
#pragma once
#include <string_view>

#include "core/json.hpp"

namespace elevaite::adapters::sql {

Json postgres_value(unsigned type_oid, std::string_view text);

}  // namespace elevaite::adapters::sql
