// JSON values as text. Boost's own serializer can stop and go on at any byte, which makes it
// several times slower than writing a whole value into a string.
#include <array>
#include <charconv>

#include "core/json.hpp"

namespace elevaite {
namespace {

// Most values fit, and then the text grows only once.
constexpr std::size_t kFirstRoom = 512;

template <class Number>
void append_number(std::string& text, Number number) {
  std::array<char, 24> digits;
  auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void append_escape(std::string& text, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"':
      text += "\\\"";
      break;
    case '\\':
      text += "\\\\";
      break;
    case '\b':
      text += "\\b";
      break;
    case '\f':
      text += "\\f";
      break;
    case '\n':
      text += "\\n";
      break;
    case '\r':
      text += "\\r";
      break;
    case '\t':
      text += "\\t";
      break;
    default:
      text += "\\u00";
      text += kHex[static_cast<unsigned char>(c) >> 4];
      text += kHex[static_cast<unsigned char>(c) & 15];
  }
}

template <class Value>
std::string text_of(const Value& value) {
  std::string text;
  text.reserve(kFirstRoom);
  append_json(text, value);
  return text;
}

}  // namespace

void append_json_string(std::string& text, std::string_view value) {
  text += '"';
  std::size_t written = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!needs_escape(value[i])) continue;
    text.append(value, written, i - written);
    append_escape(text, value[i]);
    written = i + 1;
  }
  text.append(value, written);
  text += '"';
}

void append_json(std::string& text, const JsonObject& value) {
  char before = '{';
  for (const auto& [key, member] : value) {
    text += std::exchange(before, ',');
    append_json_string(text, {key.data(), key.size()});
    text += ':';
    append_json(text, member);
  }
  text += value.empty() ? "{}" : "}";
}

void append_json(std::string& text, const JsonArray& value) {
  char before = '[';
  for (const Json& element : value) {
    text += std::exchange(before, ',');
    append_json(text, element);
  }
  text += value.empty() ? "[]" : "]";
}

void append_json(std::string& text, const Json& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      text += "null";
      break;
    case boost::json::kind::bool_:
      text += value.get_bool() ? "true" : "false";
      break;
    case boost::json::kind::int64:
      append_number(text, value.get_int64());
      break;
    case boost::json::kind::uint64:
      append_number(text, value.get_uint64());
      break;
    case boost::json::kind::double_:
      text += boost::json::serialize(value);
      break;
    case boost::json::kind::string:
      append_json_string(text, view(value.get_string()));
      break;
    case boost::json::kind::array:
      append_json(text, value.get_array());
      break;
    case boost::json::kind::object:
      append_json(text, value.get_object());
      break;
  }
}

std::string to_text(const Json& value) { return text_of(value); }
std::string to_text(const JsonObject& value) { return text_of(value); }
std::string to_text(const JsonArray& value) { return text_of(value); }

}  // namespace elevaite
