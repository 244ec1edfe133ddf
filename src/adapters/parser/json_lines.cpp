// A JSON document as lines of paths and values, so that every value is found with what it is of.
#include "adapters/parser/block_list.hpp"
#include "adapters/parser/formats.hpp"
#include "core/json.hpp"

namespace elevaite::adapters::parser {
namespace {

// The parser has bounded how deep this goes.
void flatten(const Json& value, std::string& path, std::string& lines, std::size_t max_bytes) {
  if (lines.size() > max_bytes) return;
  const std::size_t length = path.size();
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    for (const auto& [key, member] : *object) {
      if (length != 0) path += '.';
      path.append(key.data(), key.size());
      flatten(member, path, lines, max_bytes);
      path.resize(length);
    }
  } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      path += "[" + std::to_string(i) + "]";
      flatten((*array)[i], path, lines, max_bytes);
      path.resize(length);
    }
  } else {
    if (length != 0) lines += one_line(path) + ": ";
    lines += one_line(display_text(value)) + "\n";
  }
}

}  // namespace

Parsed parse_json_text(std::string_view text, const ParseLimits& limits) {
  auto value = parse_json(text, limits.depth);
  if (!value) return std::move(value).error();
  BlockList blocks(limits);
  // Each member at the top is a block of its own.
  auto add = [&](std::string path, const Json& member) {
    std::string lines;
    flatten(member, path, lines, limits.text_bytes);
    blocks.text(lines);
  };
  if (const auto* object = value->if_object()) {
    for (const auto& [key, member] : *object) add(std::string(view(key)), member);
  } else if (const auto* array = value->if_array()) {
    for (std::size_t i = 0; i < array->size() && !blocks.full(); ++i) {
      add("[" + std::to_string(i) + "]", (*array)[i]);
    }
  } else {
    add("", *value);
  }
  return std::move(blocks).finish();
}

}  // namespace elevaite::adapters::parser
