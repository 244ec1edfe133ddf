// The keywords of lists and objects.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/json_compare.hpp"
#include "core/json_schema/pattern.hpp"
#include "core/json_schema/validator.hpp"

namespace elevaite::json_schema {
namespace {

std::string plural(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string known_names(const SchemaNode& node) {
  constexpr std::size_t kShown = 30;
  if (node.property_order.empty()) return "";
  std::string out = " Known ones: ";
  for (std::size_t i = 0; i < std::min(kShown, node.property_order.size()); ++i) {
    out += (i == 0 ? "" : ", ") + node.property_order[i];
  }
  return out + (node.property_order.size() > kShown ? ", …" : ".");
}

}  // namespace

bool Validator::check_array(const SchemaNode& node, const JsonArray& list, Evaluated* evaluated) {
  if (!spend(1)) return false;
  bool is_valid = true;
  if (node.min_items && list.size() < *node.min_items) {
    is_valid = fail("minItems", fmt::format("Must have at least {}, has {}.",
                                            plural(*node.min_items, "item", "items"), list.size()));
  }
  if (node.max_items && list.size() > *node.max_items) {
    is_valid = fail("maxItems", fmt::format("Must have at most {}, has {}.",
                                            plural(*node.max_items, "item", "items"), list.size()));
  }
  if (!is_valid && is_done()) return false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    int schema = i < node.prefix_items.size() ? node.prefix_items[i] : node.items;
    if (schema == kNone) break;
    is_valid = apply_at(schema, list[i], i) && is_valid;
    if (!is_valid && is_done()) return false;
  }
  if (evaluated != nullptr) {
    evaluated->first_items = std::max(evaluated->first_items, node.prefix_items.size());
    evaluated->has_all_items = evaluated->has_all_items || node.items != kNone;
  }
  if (node.contains != kNone) is_valid = check_contains(node, list, evaluated) && is_valid;
  if (!is_valid && is_done()) return false;
  return (!node.has_unique_items || check_unique(list)) && is_valid;
}

bool Validator::check_contains(const SchemaNode& node, const JsonArray& list,
                               Evaluated* evaluated) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    path_.emplace_back(i);
    bool is_one = fits(node.contains, list[i], nullptr);
    path_.pop_back();
    if (is_aborted_) return false;
    if (!is_one) continue;
    ++count;
    if (evaluated != nullptr) evaluated->items.push_back(i);
  }
  std::uint64_t least = node.min_contains.value_or(1);
  if (count < least) {
    std::string_view keyword = node.min_contains ? "minContains" : "contains";
    return fail(keyword, fmt::format("At least {} must fit what is asked for; {} of {} do.",
                                     plural(least, "item", "items"), count, list.size()));
  }
  if (!node.max_contains || count <= *node.max_contains) return true;
  return fail("maxContains", fmt::format("At most {} may fit what is asked for; {} do.",
                                         plural(*node.max_contains, "item", "items"), count));
}

bool Validator::check_unique(const JsonArray& list) {
  if (!spend(list.size())) return false;
  std::unordered_multimap<std::size_t, std::size_t> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::size_t hash = hash_json(list[i]);
    auto [begin, end] = seen.equal_range(hash);
    for (auto entry = begin; entry != end; ++entry) {
      if (!equal_json(list[entry->second], list[i])) continue;
      return fail("uniqueItems",
                  fmt::format("Items must differ, but those at {} and {} are both {}.",
                              entry->second, i, shown(list[i])));
    }
    seen.emplace(hash, i);
  }
  return true;
}

bool Validator::check_names(const SchemaNode& node, const JsonObject& object) {
  bool is_valid = true;
  for (const std::string& name : node.required) {
    if (object.contains(name)) continue;
    is_valid = fail("required", fmt::format("The property `{}` is missing.", name));
  }
  if (node.min_properties && object.size() < *node.min_properties) {
    is_valid =
        fail("minProperties",
             fmt::format("Must have at least {}, has {}.",
                         plural(*node.min_properties, "property", "properties"), object.size()));
  }
  if (node.max_properties && object.size() > *node.max_properties) {
    is_valid =
        fail("maxProperties",
             fmt::format("Must have at most {}, has {}.",
                         plural(*node.max_properties, "property", "properties"), object.size()));
  }
  for (const auto& [name, others] : node.dependent_required) {
    if (!object.contains(name)) continue;
    for (const std::string& other : others) {
      if (object.contains(other)) continue;
      is_valid = fail("dependentRequired",
                      fmt::format("The property `{}` is missing; `{}` needs it.", other, name));
    }
  }
  if (node.property_names == kNone) return is_valid;
  for (const auto& member : object) {
    Json name(member.key());
    if (fits(node.property_names, name, nullptr)) continue;
    is_valid = fail("propertyNames", fmt::format("The property name `{}` is not allowed.",
                                                 std::string_view(member.key())));
  }
  return is_valid;
}

bool Validator::check_object(const SchemaNode& node, const Json& whole, Evaluated* evaluated) {
  const JsonObject& object = whole.get_object();
  if (!spend(1 + node.required.size())) return false;
  bool is_valid = check_names(node, object);
  if (!is_valid && is_done()) return false;
  bool looks_at_members = !node.properties.empty() || !node.pattern_properties.empty() ||
                          node.additional_properties != kNone;
  if (looks_at_members) {
    for (const auto& member : object) {
      is_valid = check_member(node, member.key(), member.value(), evaluated) && is_valid;
      if (!is_valid && is_done()) return false;
    }
  }
  for (const auto& [name, schema] : node.dependent_schemas) {
    if (!object.contains(name)) continue;
    is_valid = apply(schema, whole, evaluated) && is_valid;
    if (!is_valid && is_done()) return false;
  }
  return is_valid;
}

bool Validator::check_member(const SchemaNode& node, std::string_view name, const Json& value,
                             Evaluated* evaluated) {
  bool is_valid = true;
  bool is_known = false;
  auto property = node.properties.find(std::string(name));
  if (property != node.properties.end()) {
    is_known = true;
    is_valid = apply_at(property->second, value, name);
  }
  for (const auto& [pattern, schema] : node.pattern_properties) {
    if (!spend(1) || !matches(*pattern, name)) continue;
    is_known = true;
    is_valid = apply_at(schema, value, name) && is_valid;
  }
  if (!is_known && node.additional_properties != kNone) {
    is_known = true;
    if (schema_.node(node.additional_properties).refuses_all) {
      is_valid = fail("additionalProperties",
                      fmt::format("There is no property `{}` here.{}", name, known_names(node)));
    } else {
      is_valid = apply_at(node.additional_properties, value, name);
    }
  }
  if (is_known && evaluated != nullptr) evaluated->names.push_back(name);
  return is_valid;
}

bool Validator::check_unevaluated(const SchemaNode& node, const Json& value, Evaluated* evaluated) {
  bool is_valid = true;
  const auto* object = value.if_object();
  if (object != nullptr && node.unevaluated_properties != kNone && !evaluated->has_all_names) {
    if (!spend(object->size() * (1 + evaluated->names.size() / 16))) return false;
    for (const auto& member : *object) {
      if (evaluated->has_name(member.key())) continue;
      if (schema_.node(node.unevaluated_properties).refuses_all) {
        is_valid = fail("unevaluatedProperties",
                        fmt::format("There is no property `{}` here.{}",
                                    std::string_view(member.key()), known_names(node)));
      } else {
        is_valid = apply_at(node.unevaluated_properties, member.value(), member.key()) && is_valid;
      }
    }
    evaluated->has_all_names = true;
  }
  const auto* list = value.if_array();
  if (list != nullptr && node.unevaluated_items != kNone && !evaluated->has_all_items) {
    if (!spend(list->size() * (1 + evaluated->items.size() / 16))) return false;
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (evaluated->has_item(i)) continue;
      is_valid = apply_at(node.unevaluated_items, (*list)[i], i) && is_valid;
    }
    evaluated->has_all_items = true;
  }
  return is_valid;
}

}  // namespace elevaite::json_schema
