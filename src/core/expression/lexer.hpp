// Cuts the inside of `{{ … }}` into tokens, one at a time.
#pragma once
#include "core/result.hpp"

namespace elevaite::expression {

enum class TokenKind : std::uint8_t { end, name, integer, decimal, string, symbol };

struct Token {
  TokenKind kind = TokenKind::end;
  std::uint32_t offset = 0;
  std::uint32_t end = 0;
  std::string text{};  // a name, a symbol, the content of a string
  std::int64_t integer = 0;
  double decimal = 0;

  bool is(std::string_view symbol) const { return kind == TokenKind::symbol && text == symbol; }
  bool is_name(std::string_view name) const { return kind == TokenKind::name && text == name; }
};

struct LexicalError {
  std::uint32_t offset;
  std::string message;
};

// The token that begins at or after `offset`.
boost::system::result<Token, LexicalError> read_token(std::string_view source, std::size_t offset);

[[noreturn]] void throw_exception_from_error(const LexicalError& error,
                                             const boost::source_location&);

}  // namespace elevaite::expression
