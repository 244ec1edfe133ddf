// The defaults of a node's settings.
#pragma once
#include "core/json.hpp"

namespace elevaite::model {

// Puts the "default" of each absent property in its place, also inside of objects and lists that
// are there. A default may be a template, so this comes before templates are parsed.
void apply_defaults(const Json& schema, Json& config);

}  // namespace elevaite::model
