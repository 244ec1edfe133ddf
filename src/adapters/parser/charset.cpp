#include "adapters/parser/charset.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/utf8.hpp"

namespace elevaite::adapters::parser {
namespace {

// What Windows-1252 has between 0x80 and 0x9f; 0: nothing.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

void append_code_point(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xe0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (char byte : bytes) {
    auto c = static_cast<unsigned char>(byte);
    if (c < 0x80 || c >= 0xa0) {
      append_code_point(out, c);
    } else {
      char32_t known = kWindows1252[c - 0x80U];
      append_code_point(out, known == 0 ? U'\ufffd' : known);
    }
  }
  return out;
}

// Nothing when the encoding is unknown or the bytes are not of it.
std::optional<std::string> convert(std::string_view bytes, const std::string& encoding) {
  iconv_t converter = ::iconv_open("UTF-8", encoding.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string out(bytes.size() * 4 + 16, '\0');
  // iconv's signature has no const; it does not write there.
  char* from = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size();
  char* to = out.data();
  std::size_t room = out.size();
  bool is_done = ::iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1);
  ::iconv_close(converter);
  if (!is_done) return std::nullopt;
  out.resize(out.size() - room);
  return out;
}

std::string utf16(std::string_view bytes, const char* encoding) {
  bytes = bytes.substr(0, bytes.size() / 2 * 2);
  auto text = convert(bytes, encoding);
  return text ? std::move(*text) : from_windows_1252(bytes);
}

// Latin text in UTF-16 without a mark has a NUL in every other byte.
const char* utf16_by_look(std::string_view bytes) {
  auto looked_at = std::min<std::size_t>(bytes.size(), 1024);
  std::array<std::size_t, 2> nuls{};
  for (std::size_t i = 0; i < looked_at; ++i) nuls[i % 2] += bytes[i] == '\0' ? 1 : 0;
  if (looked_at < 4 || nuls[0] + nuls[1] < looked_at / 4) return nullptr;
  return nuls[1] > nuls[0] ? "UTF-16LE" : "UTF-16BE";
}

std::string decoded(std::string_view bytes, std::string_view declared) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xef\xbb\xbf"sv)) return replace_invalid_utf8(bytes.substr(3));
  if (bytes.starts_with("\xff\xfe\0\0"sv)) {
    auto text = convert(bytes.substr(4), "UTF-32LE");
    if (text) return std::move(*text);
  }
  if (bytes.starts_with("\xff\xfe"sv)) return utf16(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xfe\xff"sv)) return utf16(bytes.substr(2), "UTF-16BE");
  if (const char* encoding = utf16_by_look(bytes)) return utf16(bytes, encoding);
  if (is_utf8(bytes)) return std::string(bytes);
  if (!declared.empty() && declared.size() < 64) {
    auto text = convert(bytes, std::string(declared));
    if (text && is_utf8(*text)) return std::move(*text);
  }
  return from_windows_1252(bytes);
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view declared) {
  std::string text = decoded(bytes, declared);
  std::erase(text, '\0');
  return text;
}

}  // namespace elevaite::adapters::parser
