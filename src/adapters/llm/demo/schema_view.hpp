// Reading a JSON Schema as the demo model needs it: references followed, the first alternative
// taken.
#pragma once
#include <set>
#include <string>

#include "core/json.hpp"

namespace elevaite::adapters::llm::demo {

class SchemaView {
 public:
  // Both outlive the view. `root` is where "#/…" references begin.
  SchemaView(const Json& schema, const Json& root, int depth = 0);

  std::string type() const;  // "string" when the schema says nothing
  std::string_view text(std::string_view key) const;
  const Json* get(std::string_view key) const { return find(*schema_, key); }
  bool is_required(std::string_view property) const;
  const JsonObject* properties() const { return find_object(*schema_, "properties"); }
  SchemaView property(std::string_view name) const;
  SchemaView items() const;
  // Guards against schemas that contain themselves.
  bool is_too_deep() const { return depth_ > 12; }

 private:
  const Json* schema_;
  const Json* root_;
  int depth_;
};

}  // namespace elevaite::adapters::llm::demo
