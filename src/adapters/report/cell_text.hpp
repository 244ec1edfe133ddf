// A JSON value as a cell of a table shows it.
#pragma once
#include <fmt/format.h>

#include "core/json.hpp"

namespace elevaite::adapters::report {

// Fractions in plain notation where JSON's would be 2.5E0; null is empty.
inline std::string cell_text(const Json& value) {
  if (value.is_null()) return "";
  return value.is_double() ? fmt::format("{}", value.get_double()) : display_text(value);
}

}  // namespace elevaite::adapters::report
