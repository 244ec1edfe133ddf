// JSON values as text. Boost's own serializer can stop and go on at any byte, which makes it
// several times slower than writing a whole value into a string.
#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>

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

// Eight characters at a time, the first of them in the lowest bits.
static_assert(std::endian::native == std::endian::little);
constexpr std::uint64_t kEach = 0x0101010101010101;
constexpr std::uint64_t kPlain = 'a' * kEach;

template <class Word>
std::uint64_t load(const char* from) {
  Word word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// Fewer than eight characters, and plain ones behind them.
std::uint64_t load_few(std::string_view text) {
  const std::size_t size = text.size();
  std::uint64_t word = 0;
  if (size >= 4) {
    auto last = load<std::uint32_t>(text.data() + size - 4);
    word = load<std::uint32_t>(text.data()) | (last >> (8 - size) * 8) << 32;
  } else {
    for (std::size_t i = 0; i < size; ++i) {
      word |= std::uint64_t{static_cast<unsigned char>(text[i])} << i * 8;
    }
  }
  return word | kPlain << size * 8;
}

// How many of eight characters come before the first that needs an escape.
int plain_before_escape(std::uint64_t word) {
  constexpr std::uint64_t kHighBits = 0x80 * kEach;
  // The high bit of a byte: it is below `limit`, which is at most 0x80. It may be wrong about what
  // follows a byte that is, but not about the first one.
  auto below = [](std::uint64_t bytes, std::uint64_t limit) {
    return (bytes - limit * kEach) & ~bytes & kHighBits;
  };
  auto found = below(word, 0x20) | below(word ^ '"' * kEach, 1) | below(word ^ '\\' * kEach, 1);
  return std::countr_zero(found) / 8;
}

// The position from `at` on of the first character that needs an escape, or the end.
std::size_t find_escape(std::string_view text, std::size_t at) {
  while (text.size() - at >= 8) {
    int plain = plain_before_escape(load<std::uint64_t>(text.data() + at));
    at += static_cast<std::size_t>(plain);
    if (plain < 8) return at;
  }
  int plain = plain_before_escape(load_few(text.substr(at)));
  return std::min(at + static_cast<std::size_t>(plain), text.size());
}

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
  while (true) {
    auto next = find_escape(value, written);
    text.append(value, written, next - written);
    if (next == value.size()) break;
    append_escape(text, value[next]);
    written = next + 1;
  }
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
