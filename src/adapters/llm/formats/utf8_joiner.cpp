#include "adapters/llm/formats/utf8_joiner.hpp"

#include <algorithm>
#include <optional>

namespace elevaite::adapters::llm {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

bool is_continuation(unsigned byte) { return (byte & 0xC0u) == 0x80u; }

struct Step {
  enum class Kind { valid, invalid, incomplete, high_surrogate };
  Kind kind;
  std::size_t length;  // of what was looked at
};

std::size_t sequence_length(unsigned lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

// The first continuation byte decides about overlong forms, surrogates and what lies beyond
// Unicode.
bool is_second_byte_valid(unsigned lead, unsigned second) {
  if (!is_continuation(second)) return false;
  if (lead == 0xE0) return second >= 0xA0;
  if (lead == 0xF0) return second >= 0x90;
  if (lead == 0xF4) return second <= 0x8F;
  return true;
}

Step look_at(std::string_view text, std::size_t i) {
  unsigned lead = byte_at(text, i);
  std::size_t length = sequence_length(lead);
  if (length == 0) return {Step::Kind::invalid, 1};
  if (length == 1) return {Step::Kind::valid, 1};
  if (i + 1 >= text.size()) return {Step::Kind::incomplete, 1};
  if (!is_second_byte_valid(lead, byte_at(text, i + 1))) return {Step::Kind::invalid, 1};
  for (std::size_t k = 2; k < length; ++k) {
    if (i + k >= text.size()) return {Step::Kind::incomplete, k};
    if (!is_continuation(byte_at(text, i + k))) return {Step::Kind::invalid, k};
  }
  if (lead == 0xED && byte_at(text, i + 1) >= 0xA0) {
    bool is_high = byte_at(text, i + 1) < 0xB0;
    return {is_high ? Step::Kind::high_surrogate : Step::Kind::invalid, 3};
  }
  return {Step::Kind::valid, length};
}

unsigned surrogate_at(std::string_view text, std::size_t i) {
  return 0xD000u | ((byte_at(text, i + 1) & 0x3Fu) << 6) | (byte_at(text, i + 2) & 0x3Fu);
}

void append_code_point(std::string& out, unsigned code) {
  out += static_cast<char>(0xF0u | (code >> 18));
  out += static_cast<char>(0x80u | ((code >> 12) & 0x3Fu));
  out += static_cast<char>(0x80u | ((code >> 6) & 0x3Fu));
  out += static_cast<char>(0x80u | (code & 0x3Fu));
}

// Whether what follows a high surrogate is its low half: yes, no, or not known yet.
std::optional<bool> has_low_half(std::string_view text, std::size_t i) {
  if (i >= text.size()) return std::nullopt;
  if (byte_at(text, i) != 0xED) return false;
  if (i + 1 >= text.size()) return std::nullopt;
  if (byte_at(text, i + 1) < 0xB0 || byte_at(text, i + 1) > 0xBF) return false;
  if (i + 2 >= text.size()) return std::nullopt;
  return is_continuation(byte_at(text, i + 2));
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string Utf8Joiner::push(std::string_view bytes) {
  if (pending_.empty() && is_ascii(bytes)) return std::string(bytes);
  pending_ += bytes;
  return decode(false);
}

std::string Utf8Joiner::finish() { return decode(true); }

std::string Utf8Joiner::decode(bool is_last) {
  std::string out;
  std::size_t i = 0;
  while (i < pending_.size()) {
    Step step = look_at(pending_, i);
    if (step.kind == Step::Kind::incomplete && !is_last) break;
    if (step.kind == Step::Kind::high_surrogate) {
      auto low = has_low_half(pending_, i + 3);
      if (!low && !is_last) break;
      if (low.value_or(false)) {
        unsigned high = surrogate_at(pending_, i) - 0xD800u;
        append_code_point(out, 0x10000u + (high << 10) + (surrogate_at(pending_, i + 3) - 0xDC00u));
        i += 6;
        continue;
      }
    }
    if (step.kind == Step::Kind::valid) {
      out.append(pending_, i, step.length);
    } else {
      out += kReplacement;
    }
    i += step.length;
  }
  pending_.erase(0, i);
  return out;
}

std::string to_valid_utf8(std::string_view bytes) {
  Utf8Joiner joiner;
  std::string text = joiner.push(bytes);
  text += joiner.finish();
  return text;
}

namespace {

std::optional<unsigned> hex4(std::string_view text, std::size_t i) {
  if (i + 4 > text.size()) return std::nullopt;
  unsigned value = 0;
  for (std::size_t k = i; k < i + 4; ++k) {
    char c = text[k];
    unsigned digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<unsigned>(c - 'a') + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<unsigned>(c - 'A') + 10;
    } else {
      return std::nullopt;
    }
    value = value * 16 + digit;
  }
  return value;
}

// \ud83d without its other half is refused by the parser: write its three bytes instead of the
// escape.
std::string unescape_surrogates(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t i = 0;
  while (i < text.size()) {
    if (text[i] != '\\' || i + 1 >= text.size()) {
      out += text[i++];
      continue;
    }
    auto code = text[i + 1] == 'u' ? hex4(text, i + 2) : std::nullopt;
    if (!code || *code < 0xD800 || *code > 0xDFFF) {
      out.append(text, i, 2);
      i += 2;
      continue;
    }
    out += static_cast<char>(0xE0u | (*code >> 12));
    out += static_cast<char>(0x80u | ((*code >> 6) & 0x3Fu));
    out += static_cast<char>(0x80u | (*code & 0x3Fu));
    i += 6;
  }
  return out;
}

Result<Json> parse_leniently(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  options.allow_invalid_utf8 = true;
  boost::json::error_code code;
  Json value =
      boost::json::parse(boost::json::string_view(text.data(), text.size()), code, {}, options);
  if (code) return invalid_argument("The text is not valid JSON: " + code.message() + ".");
  return value;
}

}  // namespace

Result<Json> parse_vendor_json(std::string_view text) {
  auto value = parse_leniently(text);
  if (value) return value;
  return parse_leniently(unescape_surrogates(text));
}

}  // namespace elevaite::adapters::llm
