#include "adapters/llm/demo/schema_view.hpp"

namespace elevaite::adapters::llm::demo {
namespace {

const Json kAnything = JsonObject{};

const Json* follow_reference(std::string_view reference, const Json& root) {
  if (!reference.starts_with("#/")) return &kAnything;
  boost::system::error_code code;
  const Json* target = root.find_pointer(reference.substr(1), code);
  return target == nullptr ? &kAnything : target;
}

// The alternative to fill: not null, since the point is to say something.
const Json* first_alternative(const JsonArray& alternatives) {
  for (const Json& alternative : alternatives) {
    if (find_string(alternative, "type") != "null") return &alternative;
  }
  return &kAnything;
}

}  // namespace

SchemaView::SchemaView(const Json& schema, const Json& root, int depth)
    : schema_(&schema), root_(&root), depth_(depth) {
  for (int hop = 0; hop < 8; ++hop) {
    if (auto reference = find_string(*schema_, "$ref")) {
      schema_ = follow_reference(*reference, *root_);
      continue;
    }
    const Json* next = nullptr;
    for (std::string_view key : {"anyOf", "oneOf", "allOf"}) {
      const JsonArray* alternatives = find_array(*schema_, key);
      if (next == nullptr && alternatives != nullptr && find(*schema_, "properties") == nullptr) {
        next = first_alternative(*alternatives);
      }
    }
    if (next == nullptr) break;
    schema_ = next;
  }
  if (!schema_->is_object()) schema_ = &kAnything;
}

std::string SchemaView::type() const {
  if (auto type = find_string(*schema_, "type")) return std::string(*type);
  if (const JsonArray* types = find_array(*schema_, "type")) {
    for (const Json& type : *types) {
      if (type.is_string() && view(type.get_string()) != "null") {
        return std::string(view(type.get_string()));
      }
    }
  }
  if (properties() != nullptr) return "object";
  if (get("items") != nullptr) return "array";
  return "string";
}

std::string_view SchemaView::text(std::string_view key) const {
  return find_string(*schema_, key).value_or(std::string_view{});
}

bool SchemaView::is_required(std::string_view property) const {
  const JsonArray* required = find_array(*schema_, "required");
  if (required == nullptr) return false;
  for (const Json& name : *required) {
    if (name.is_string() && view(name.get_string()) == property) return true;
  }
  return false;
}

SchemaView SchemaView::property(std::string_view name) const {
  const JsonObject* all = properties();
  const Json* schema = all == nullptr ? nullptr : all->if_contains(name);
  return SchemaView(schema == nullptr ? kAnything : *schema, *root_, depth_ + 1);
}

SchemaView SchemaView::items() const {
  const Json* schema = get("items");
  return SchemaView(schema == nullptr ? kAnything : *schema, *root_, depth_ + 1);
}

}  // namespace elevaite::adapters::llm::demo
