// Equality and order of JSON values by what they mean: 1 equals 1.0, members have no order.
#pragma once
#include <compare>

#include "core/json.hpp"

namespace elevaite {

// Exact, also between integers and floating-point numbers. Both must be numbers.
std::weak_ordering compare_numbers(const Json& left, const Json& right);

bool equal_json(const Json& left, const Json& right);

// Equal values have equal hashes.
std::size_t hash_json(const Json& value);

}  // namespace elevaite
