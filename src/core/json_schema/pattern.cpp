#include "core/json_schema/pattern.hpp"

#include <fmt/format.h>

namespace elevaite::json_schema {
namespace {

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Where the two dialects spell the same thing differently: \uXXXX, \cX, \/ and (?<name>…).
std::string translate(std::string_view pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    auto rest = pattern.substr(i);
    bool is_named_group =
        rest.starts_with("(?<") && rest.size() > 3 && rest[3] != '=' && rest[3] != '!';
    if (is_named_group) {
      out += "(?P<";
      i += 2;
    } else if (pattern[i] != '\\' || i + 1 == pattern.size()) {
      out += pattern[i];
    } else if (rest.size() >= 6 && rest[1] == 'u' && is_hex(rest[2]) && is_hex(rest[3]) &&
               is_hex(rest[4]) && is_hex(rest[5])) {
      out += fmt::format("\\x{{{}}}", rest.substr(2, 4));
      i += 5;
    } else if (rest.starts_with("\\u{")) {
      out += "\\x";
      i += 1;
    } else if (rest.size() >= 3 && rest[1] == 'c') {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(rest[2]) & 0x1FU);
      i += 2;
    } else {
      out += pattern[i];
      out += pattern[++i];
    }
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<RE2>> compile_pattern(std::string_view pattern) {
  constexpr std::size_t kMaxPattern = 4'000;
  if (pattern.size() > kMaxPattern) {
    return invalid_argument(fmt::format("it has more than {} bytes", kMaxPattern));
  }
  for (std::string_view look : {"(?=", "(?!", "(?<=", "(?<!"}) {
    if (pattern.find(look) != std::string_view::npos) {
      return invalid_argument("look-ahead and look-behind are not supported");
    }
  }
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(2 << 20);
  auto compiled = std::make_unique<RE2>(translate(pattern), options);
  if (compiled->ok()) return compiled;
  return invalid_argument(compiled->error());
}

bool matches(const RE2& pattern, std::string_view text) {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

}  // namespace elevaite::json_schema
