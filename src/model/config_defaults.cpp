#include "model/config_defaults.hpp"

namespace elevaite::model {

void apply_defaults(const Json& schema, Json& config) {
  if (config.is_array()) {
    const Json* items = find(schema, "items");
    if (items == nullptr) return;
    for (Json& item : config.get_array()) apply_defaults(*items, item);
    return;
  }
  const JsonObject* properties = find_object(schema, "properties");
  if (properties == nullptr || !config.is_object()) return;
  for (const auto& [name, property] : *properties) {
    Json* member = config.get_object().if_contains(name);
    if (member != nullptr) {
      apply_defaults(property, *member);
    } else if (const Json* preset = find(property, "default")) {
      config.get_object()[name] = *preset;
    }
  }
}

}  // namespace elevaite::model
