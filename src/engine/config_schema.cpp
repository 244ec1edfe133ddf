#include "engine/config_schema.hpp"

#include <array>
#include <charconv>

namespace elevaite::engine {
namespace {

// The first token of a pointer, unescaped, and what follows it.
std::pair<std::string, std::string_view> split_pointer(std::string_view pointer) {
  pointer.remove_prefix(1);
  auto end = std::min(pointer.find('/'), pointer.size());
  std::string token;
  for (std::size_t i = 0; i < end; ++i) {
    bool is_escape = pointer[i] == '~' && i + 1 < end;
    if (!is_escape) {
      token += pointer[i];
    } else {
      token += pointer[++i] == '1' ? '/' : '~';
    }
  }
  return {std::move(token), pointer.substr(end)};
}

std::optional<std::size_t> as_index(std::string_view token) {
  std::size_t index = 0;
  auto [end, failure] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (failure != std::errc{} || end != token.data() + token.size()) return std::nullopt;
  return index;
}

bool allows(const Json* schema, std::string_view pointer, int depth);

// The schemas that a member or an item has by its name.
bool child_allows(const Json& schema, std::string_view pointer, int depth) {
  auto [token, rest] = split_pointer(pointer);
  const JsonObject* properties = find_object(schema, "properties");
  const Json* property = properties == nullptr ? nullptr : properties->if_contains(token);
  if (property != nullptr) return allows(property, rest, depth);
  if (allows(find(schema, "additionalProperties"), rest, depth)) return true;
  auto index = as_index(token);
  if (!index) return false;
  const JsonArray* prefix = find_array(schema, "prefixItems");
  if (prefix != nullptr && *index < prefix->size()) return allows(&(*prefix)[*index], rest, depth);
  return allows(find(schema, "items"), rest, depth);
}

bool allows(const Json* schema, std::string_view pointer, int depth) {
  constexpr int kMaxDepth = 64;
  if (schema == nullptr || !schema->is_object() || depth > kMaxDepth) return false;
  if (find_bool(*schema, "x-expression").value_or(false)) return true;
  if (!pointer.empty() && child_allows(*schema, pointer, depth + 1)) return true;
  for (std::string_view keyword : {"allOf", "anyOf", "oneOf"}) {
    const JsonArray* branches = find_array(*schema, keyword);
    if (branches == nullptr) continue;
    for (const Json& branch : *branches) {
      if (allows(&branch, pointer, depth + 1)) return true;
    }
  }
  return allows(find(*schema, "then"), pointer, depth + 1) ||
         allows(find(*schema, "else"), pointer, depth + 1);
}

}  // namespace

bool allows_expression(const Json& schema, std::string_view pointer) {
  return allows(&schema, pointer, 0);
}

std::vector<FieldError> validate_config(const json_schema::Schema& schema, const Json& source,
                                        const Json& config) {
  json_schema::ValidateOptions options;
  options.is_exempt = [&source](std::string_view text, std::string_view pointer) {
    return has_expression(text) && allows_expression(source, pointer);
  };
  return schema.validate(config, options);
}

std::string dotted_path(std::string_view pointer) {
  std::string path;
  while (!pointer.empty()) {
    auto [token, rest] = split_pointer(pointer);
    if (as_index(token)) {
      path += "[" + token + "]";
    } else {
      path += path.empty() ? token : "." + token;
    }
    pointer = rest;
  }
  return path;
}

}  // namespace elevaite::engine
