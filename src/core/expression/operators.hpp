// What the operators do to values. A message carries no position; the evaluator adds it.
#pragma once
#include "core/expression/ast.hpp"

namespace elevaite::expression {

// false, null, 0, "" and what is empty count as false.
bool is_true(const Json& value);

Result<Json> negate(const Json& value);
// +, - and so on, comparisons, equality and `in`.
Result<Json> apply(Op op, const Json& left, const Json& right);

// Results that are not finite are an error.
Result<Json> finite(double value);

// Whether the text, list or object holds the part, the item or the member.
Result<bool> contains(const Json& whole, const Json& part);

}  // namespace elevaite::expression
