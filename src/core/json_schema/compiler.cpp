#include "core/json_schema/compiler.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/json_schema/pattern.hpp"

namespace elevaite::json_schema {
namespace {

constexpr int kMaxSchemaDepth = 128;
constexpr std::size_t kMaxNodes = 20'000;
constexpr std::size_t kMaxErrors = 32;

std::string escape(std::string_view token) {
  std::string out;
  for (char c : token) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

}  // namespace

Compiler::Place Compiler::Place::child(std::string_view keyword) const {
  return {fmt::format("{}/{}", location, keyword), resource, depth + 1};
}

Compiler::Place Compiler::Place::child(std::string_view keyword, std::string_view name) const {
  return {fmt::format("{}/{}/{}", location, keyword, escape(name)), resource, depth + 1};
}

Result<std::shared_ptr<const CompiledSchema>> Compiler::compile() {
  out_.root = add(document_, {"#", "#"});
  resolve_references();
  if (errors_.empty()) refuse_loops();
  if (errors_.empty()) return std::make_shared<const CompiledSchema>(std::move(out_));
  auto message = fmt::format("The JSON Schema is not usable: {}: {}", errors_.front().field,
                             errors_.front().message);
  return Error{ErrorCode::invalid_argument, std::move(message), "json_schema", std::move(errors_)};
}

// Nodes may move while subschemas are added, so a node is built apart and put in its place at the
// end.
int Compiler::add(const Json& schema, const Place& at) {
  if (auto known = by_location_.find(at.location); known != by_location_.end())
    return known->second;
  int index = static_cast<int>(out_.nodes.size());
  by_location_.emplace(at.location, index);
  out_.nodes.emplace_back().location = at.location;
  if (at.depth > kMaxSchemaDepth || out_.nodes.size() > kMaxNodes) {
    fail(at, "",
         fmt::format("The schema is nested deeper than {} levels or has more than {} parts.",
                     kMaxSchemaDepth, kMaxNodes));
    return index;
  }
  SchemaNode node;
  node.location = at.location;
  if (const bool* is_anything = schema.if_bool()) {
    node.refuses_all = !*is_anything;
  } else if (!schema.is_object()) {
    fail(at, "", "A schema must be an object, true or false.");
  } else {
    Place place = at;
    read_identity(schema, place, index);
    read_references(schema, place, index);
    read_general(node, schema, place);
    read_number(node, schema, place);
    read_string(node, schema, place);
    read_array(node, schema, place);
    read_object(node, schema, place);
    read_definitions(schema, place);
  }
  out_.nodes[static_cast<std::size_t>(index)] = std::move(node);
  return index;
}

void Compiler::read_identity(const Json& schema, Place& place, int index) {
  for (std::string_view keyword : {"$id", "id"}) {
    auto id = find_string(schema, keyword);
    if (!id || (keyword == "id" && id->find('#') == std::string_view::npos &&
                id->find(':') == std::string_view::npos)) {
      continue;
    }
    if (id->starts_with('#')) {
      anchors_.emplace(place.resource + std::string(*id), index);
      continue;
    }
    place.resource = place.location;
    std::string base(*id);
    if (base.ends_with('#')) base.pop_back();
    resources_.emplace(std::move(base), place.location);
  }
  for (std::string_view keyword : {"$anchor", "$dynamicAnchor"}) {
    if (auto name = find_string(schema, keyword)) {
      anchors_.emplace(fmt::format("{}#{}", place.resource, *name), index);
    }
  }
}

void Compiler::read_references(const Json& schema, const Place& place, int index) {
  for (std::string_view keyword : {"$ref", "$dynamicRef", "$recursiveRef"}) {
    const Json* reference = find(schema, keyword);
    if (reference == nullptr) continue;
    if (reference->is_string()) {
      auto text = view(reference->get_string());
      pending_.push_back({index, std::string(text), place});
    } else {
      fail(place, keyword, "Must be a string.");
    }
  }
}

void Compiler::read_types(SchemaNode& node, const Json& types, const Place& place) {
  static const std::unordered_map<std::string_view, unsigned> kTypes{
      {"null", kNullType},       {"boolean", kBooleanType},
      {"integer", kIntegerType}, {"number", kNumberType | kIntegerType},
      {"string", kStringType},   {"array", kArrayType},
      {"object", kObjectType}};
  JsonArray one{types};
  const JsonArray& list = types.is_array() ? types.get_array() : one;
  node.types = 0;
  for (const Json& type : list) {
    auto name = type.is_string() ? view(type.get_string()) : std::string_view();
    auto known = kTypes.find(name);
    if (known == kTypes.end()) {
      return fail(
          place, "type",
          "Must be one or several of null, boolean, integer, number, string, array, object.");
    }
    node.types |= known->second;
  }
}

void Compiler::read_general(SchemaNode& node, const Json& schema, const Place& place) {
  if (const Json* types = find(schema, "type")) read_types(node, *types, place);
  if (const Json* constant = find(schema, "const")) node.constant = *constant;
  if (const Json* allowed = find(schema, "enum")) {
    if (allowed->is_array()) {
      node.allowed = allowed->get_array();
    } else {
      fail(place, "enum", "Must be a list of values.");
    }
  }
  node.all_of = subschemas(schema, "allOf", place);
  node.any_of = subschemas(schema, "anyOf", place);
  node.one_of = subschemas(schema, "oneOf", place);
  node.negated = subschema(schema, "not", place);
  node.condition = subschema(schema, "if", place);
  node.then_schema = subschema(schema, "then", place);
  node.else_schema = subschema(schema, "else", place);
}

void Compiler::read_number(SchemaNode& node, const Json& schema, const Place& place) {
  node.minimum = number(schema, "minimum", place);
  node.maximum = number(schema, "maximum", place);
  // Draft 4 has them as switches beside minimum and maximum.
  auto exclusive = [&](std::string_view keyword,
                       std::optional<Json>& limit) -> std::optional<Json> {
    if (!find_bool(schema, keyword)) return number(schema, keyword, place);
    if (!*find_bool(schema, keyword)) return std::nullopt;
    return std::exchange(limit, std::nullopt);
  };
  node.exclusive_minimum = exclusive("exclusiveMinimum", node.minimum);
  node.exclusive_maximum = exclusive("exclusiveMaximum", node.maximum);
  node.multiple_of = number(schema, "multipleOf", place);
  if (node.multiple_of && node.multiple_of->to_number<double>() <= 0) {
    fail(place, "multipleOf", "Must be greater than 0.");
  }
}

void Compiler::read_string(SchemaNode& node, const Json& schema, const Place& place) {
  node.min_length = count(schema, "minLength", place);
  node.max_length = count(schema, "maxLength", place);
  if (const Json* text = find(schema, "pattern")) {
    if (text->is_string()) {
      node.pattern_text = view(text->get_string());
      node.pattern = pattern(node.pattern_text, place.child("pattern"));
    } else {
      fail(place, "pattern", "Must be a string.");
    }
  }
  if (auto format = find_string(schema, "format")) node.format = find_format(*format);
}

void Compiler::read_array(SchemaNode& node, const Json& schema, const Place& place) {
  node.prefix_items = subschemas(schema, "prefixItems", place);
  const Json* items = find(schema, "items");
  if (items != nullptr && items->is_array()) {
    node.prefix_items = subschemas(schema, "items", place);
    node.items = subschema(schema, "additionalItems", place);
  } else {
    node.items = subschema(schema, "items", place);
  }
  node.contains = subschema(schema, "contains", place);
  node.unevaluated_items = subschema(schema, "unevaluatedItems", place);
  node.min_contains = count(schema, "minContains", place);
  node.max_contains = count(schema, "maxContains", place);
  node.min_items = count(schema, "minItems", place);
  node.max_items = count(schema, "maxItems", place);
  node.has_unique_items = flag(schema, "uniqueItems", place);
  if (node.unevaluated_items != kNone) out_.has_unevaluated = true;
}

void Compiler::read_object(SchemaNode& node, const Json& schema, const Place& place) {
  const Json* required = find(schema, "required");
  // Draft 3 and OpenAPI's generators leave a boolean here; it asks for nothing of this object.
  if (required != nullptr && !required->is_bool()) {
    node.required = names(*required, place.child("required"));
  }
  if (const JsonObject* properties = schema_map(schema, "properties", place)) {
    for (const auto& member : *properties) {
      node.property_order.emplace_back(member.key());
      node.properties.emplace(member.key(),
                              add(member.value(), place.child("properties", member.key())));
    }
  }
  if (const JsonObject* patterns = schema_map(schema, "patternProperties", place)) {
    for (const auto& member : *patterns) {
      Place here = place.child("patternProperties", member.key());
      int index = add(member.value(), here);
      if (auto compiled = pattern(member.key(), here)) {
        node.pattern_properties.push_back({std::move(compiled), index});
      }
    }
  }
  node.additional_properties = subschema(schema, "additionalProperties", place);
  node.property_names = subschema(schema, "propertyNames", place);
  node.unevaluated_properties = subschema(schema, "unevaluatedProperties", place);
  node.min_properties = count(schema, "minProperties", place);
  node.max_properties = count(schema, "maxProperties", place);
  if (node.unevaluated_properties != kNone) out_.has_unevaluated = true;
  read_dependencies(node, schema, place);
}

void Compiler::read_dependencies(SchemaNode& node, const Json& schema, const Place& place) {
  for (std::string_view keyword : {"dependentRequired", "dependentSchemas", "dependencies"}) {
    const JsonObject* map = schema_map(schema, keyword, place);
    if (map == nullptr) continue;
    for (const auto& member : *map) {
      Place here = place.child(keyword, member.key());
      bool is_list = keyword == "dependentRequired" ||
                     (keyword == "dependencies" && member.value().is_array());
      if (is_list) {
        node.dependent_required.emplace_back(member.key(), names(member.value(), here));
      } else {
        node.dependent_schemas.emplace_back(member.key(), add(member.value(), here));
      }
    }
  }
}

void Compiler::read_definitions(const Json& schema, const Place& place) {
  for (std::string_view keyword : {"$defs", "definitions"}) {
    const JsonObject* definitions = schema_map(schema, keyword, place);
    if (definitions == nullptr) continue;
    for (const auto& member : *definitions) add(member.value(), place.child(keyword, member.key()));
  }
}

int Compiler::subschema(const Json& schema, std::string_view keyword, const Place& place) {
  const Json* found = find(schema, keyword);
  return found == nullptr ? kNone : add(*found, place.child(keyword));
}

std::vector<int> Compiler::subschemas(const Json& schema, std::string_view keyword,
                                      const Place& place) {
  std::vector<int> indices;
  const Json* found = find(schema, keyword);
  if (found == nullptr) return indices;
  if (!found->is_array()) {
    fail(place, keyword, "Must be a list of schemas.");
    return indices;
  }
  for (std::size_t i = 0; i < found->get_array().size(); ++i) {
    indices.push_back(add(found->get_array()[i], place.child(keyword, std::to_string(i))));
  }
  return indices;
}

const JsonObject* Compiler::schema_map(const Json& schema, std::string_view keyword,
                                       const Place& place) {
  const Json* found = find(schema, keyword);
  if (found == nullptr) return nullptr;
  if (!found->is_object()) fail(place, keyword, "Must be an object.");
  return found->if_object();
}

Count Compiler::count(const Json& schema, std::string_view keyword, const Place& place) {
  const Json* found = find(schema, keyword);
  if (found == nullptr) return std::nullopt;
  if (found->is_uint64()) return found->get_uint64();
  if (found->is_int64() && found->get_int64() >= 0)
    return static_cast<std::uint64_t>(found->get_int64());
  if (found->is_double()) {
    double value = found->get_double();
    if (value >= 0 && value < 0x1p63 && value == std::trunc(value))
      return static_cast<std::uint64_t>(value);
  }
  fail(place, keyword, "Must be a whole number, 0 or more.");
  return std::nullopt;
}

std::optional<Json> Compiler::number(const Json& schema, std::string_view keyword,
                                     const Place& place) {
  const Json* found = find(schema, keyword);
  if (found == nullptr) return std::nullopt;
  bool is_usable = found->is_number() && std::isfinite(found->to_number<double>());
  if (is_usable) return *found;
  fail(place, keyword, "Must be a number.");
  return std::nullopt;
}

bool Compiler::flag(const Json& schema, std::string_view keyword, const Place& place) {
  const Json* found = find(schema, keyword);
  if (found == nullptr) return false;
  if (!found->is_bool()) fail(place, keyword, "Must be true or false.");
  return found->is_bool() && found->get_bool();
}

std::vector<std::string> Compiler::names(const Json& value, const Place& place) {
  std::vector<std::string> out;
  bool is_list = value.is_array();
  for (const Json& name : is_list ? value.get_array() : JsonArray{}) {
    if (name.is_string()) {
      out.emplace_back(view(name.get_string()));
    } else {
      is_list = false;
    }
  }
  if (!is_list) fail(place, "", "Must be a list of property names.");
  return out;
}

std::unique_ptr<RE2> Compiler::pattern(std::string_view text, const Place& place) {
  auto compiled = compile_pattern(text);
  if (compiled) return std::move(*compiled);
  fail(place, "", fmt::format("The pattern cannot be used: {}.", compiled.error().message));
  return nullptr;
}

void Compiler::fail(const Place& place, std::string_view keyword, std::string message) {
  if (errors_.size() >= kMaxErrors) return;
  auto field = keyword.empty() ? place.location : fmt::format("{}/{}", place.location, keyword);
  errors_.push_back({std::move(field), "json_schema", std::move(message)});
}

}  // namespace elevaite::json_schema
