#include "core/expression/lexer.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace elevaite::expression {
namespace {

using Read = boost::system::result<Token, LexicalError>;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

LexicalError error_at(std::size_t offset, std::string message) {
  return {static_cast<std::uint32_t>(offset), std::move(message)};
}

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | (code >> 6U));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | (code >> 12U));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | (code >> 18U));
    out += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

std::optional<std::uint32_t> hex4(std::string_view source, std::size_t at) {
  if (at + 4 > source.size()) return std::nullopt;
  std::uint32_t code = 0;
  auto [end, failure] = std::from_chars(source.data() + at, source.data() + at + 4, code, 16);
  if (failure != std::errc{} || end != source.data() + at + 4) return std::nullopt;
  return code;
}

// Reads what follows `\u` at `at` (a surrogate pair if need be) and moves past it.
bool read_unicode_escape(std::string_view source, std::size_t& at, std::string& out) {
  auto code = hex4(source, at);
  if (!code) return false;
  at += 4;
  if (*code >= 0xD800 && *code < 0xDC00) {
    if (source.substr(at, 2) != "\\u") return false;
    auto low = hex4(source, at + 2);
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return false;
    at += 6;
    *code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
  } else if (*code >= 0xDC00 && *code <= 0xDFFF) {
    return false;
  }
  append_utf8(out, *code);
  return true;
}

// The character that `\c` stands for, or 0.
char simple_escape(char c) {
  constexpr std::string_view kNames = "nrtbf\\/'\"";
  constexpr std::string_view kValues = "\n\r\t\b\f\\/'\"";
  auto found = kNames.find(c);
  return found == std::string_view::npos ? '\0' : kValues[found];
}

Read read_string(std::string_view source, Token token) {
  token.kind = TokenKind::string;
  char quote = source[token.offset];
  std::size_t at = token.offset + 1;
  while (at < source.size() && source[at] != quote) {
    if (source[at] != '\\') {
      token.text += source[at++];
      continue;
    }
    std::size_t escape = at++;
    char c = at < source.size() ? source[at++] : '\0';
    if (c == 'u') {
      if (!read_unicode_escape(source, at, token.text)) {
        return error_at(escape,
                        "`\\u` must be followed by four hexadecimal digits that name a "
                        "character");
      }
    } else if (char meant = simple_escape(c); meant != '\0') {
      token.text += meant;
    } else {
      return error_at(escape, "A backslash may only be followed by one of n r t b f u \\ / ' \"");
    }
  }
  if (at >= source.size()) return error_at(token.offset, "This string has no closing quote");
  token.end = static_cast<std::uint32_t>(at + 1);
  return token;
}

Read read_number(std::string_view source, Token token) {
  std::size_t at = token.offset;
  auto skip_digits = [&] {
    while (at < source.size() && is_digit(source[at])) ++at;
  };
  skip_digits();
  bool is_decimal = false;
  if (at + 1 < source.size() && source[at] == '.' && is_digit(source[at + 1])) {
    is_decimal = true;
    ++at;
    skip_digits();
  }
  if (at < source.size() && (source[at] == 'e' || source[at] == 'E')) {
    std::size_t digits = at + 1;
    if (digits < source.size() && (source[digits] == '+' || source[digits] == '-')) ++digits;
    if (digits < source.size() && is_digit(source[digits])) {
      is_decimal = true;
      at = digits;
      skip_digits();
    }
  }
  const char* first = source.data() + token.offset;
  const char* last = source.data() + at;
  token.end = static_cast<std::uint32_t>(at);
  token.kind = TokenKind::integer;
  if (!is_decimal && std::from_chars(first, last, token.integer).ec == std::errc{}) return token;
  token.kind = TokenKind::decimal;
  auto failure = std::from_chars(first, last, token.decimal).ec;
  if (failure != std::errc{} || !std::isfinite(token.decimal)) {
    return error_at(token.offset, "This number is too large or too small");
  }
  return token;
}

}  // namespace

Read read_token(std::string_view source, std::size_t offset) {
  while (offset < source.size() && is_space(source[offset])) ++offset;
  Token token;
  token.offset = static_cast<std::uint32_t>(offset);
  token.end = token.offset;
  if (offset >= source.size()) return token;
  char c = source[offset];
  if (c == '"' || c == '\'') return read_string(source, std::move(token));
  if (is_digit(c)) return read_number(source, std::move(token));
  if (is_name_start(c)) {
    token.kind = TokenKind::name;
    std::size_t end = offset;
    while (end < source.size() && is_name_part(source[end])) ++end;
    token.text = source.substr(offset, end - offset);
    token.end = static_cast<std::uint32_t>(end);
    return token;
  }
  token.kind = TokenKind::symbol;
  for (std::string_view two : {"==", "!=", "<=", ">=", "&&", "||", "??"}) {
    if (source.substr(offset, 2) == two) token.text = two;
  }
  if (token.text.empty()) {
    if (std::string_view("+-*/%<>!?:|.,()[]{}").find(c) == std::string_view::npos) {
      return error_at(offset, fmt::format("`{}` means nothing here", c));
    }
    token.text = std::string(1, c);
  }
  token.end = static_cast<std::uint32_t>(offset + token.text.size());
  return token;
}

void throw_exception_from_error(const LexicalError& error, const boost::source_location&) {
  throw std::runtime_error(error.message);
}

}  // namespace elevaite::expression
