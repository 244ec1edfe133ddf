#include "nodes/settings/schema.hpp"

#include "core/assert.hpp"

namespace elevaite::nodes {

Json schema_of(std::string_view text) {
  auto schema = parse_json(text);
  ASSERT(schema.has_value());
  return std::move(*schema);
}

}  // namespace elevaite::nodes
