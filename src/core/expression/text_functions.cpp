#include <fmt/format.h>
#include <locale.h>
#include <wctype.h>

#include "core/expression/function.hpp"
#include "core/expression/text.hpp"

namespace elevaite::expression {
namespace {

// Case tables for all of Unicode, whatever the process's own locale is.
locale_t unicode_locale() {
  static const locale_t kLocale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return kLocale;
}

// Reads one code point at `at` and moves past it; a byte that begins none stands for itself.
std::uint32_t next_code_point(std::string_view text, std::size_t& at, bool& is_valid) {
  auto lead = static_cast<unsigned char>(text[at]);
  std::size_t length = lead < 0x80        ? 1
                       : lead >> 5U == 6  ? 2
                       : lead >> 4U == 14 ? 3
                       : lead >> 3U == 30 ? 4
                                          : 0;
  is_valid = length != 0 && at + length <= text.size();
  if (!is_valid) return static_cast<unsigned char>(text[at++]);
  std::uint32_t code = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    code = code << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  at += length;
  return code;
}

void append_code_point(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  constexpr std::array<unsigned, 4> kLeads{0, 0xC0, 0xE0, 0xF0};
  out += static_cast<char>(kLeads[static_cast<std::size_t>(more)] |
                           code >> (6U * static_cast<unsigned>(more)));
  while (more-- > 0)
    out += static_cast<char>(0x80U | (code >> (6U * static_cast<unsigned>(more)) & 0x3FU));
}

template <class Convert>
Result<Json> convert_case(const Call& call, Convert convert) {
  TRY(auto text, call.text(0));
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t start = at;
    bool is_valid = false;
    std::uint32_t code = next_code_point(text, at, is_valid);
    if (is_valid) {
      append_code_point(out, static_cast<std::uint32_t>(convert(static_cast<wint_t>(code))));
    } else {
      out += text[start];
    }
  }
  return Json(out);
}

Result<Json> upper(const Call& call) {
  return convert_case(call, [](wint_t c) { return towupper_l(c, unicode_locale()); });
}

Result<Json> lower(const Call& call) {
  return convert_case(call, [](wint_t c) { return towlower_l(c, unicode_locale()); });
}

Result<Json> trim(const Call& call) {
  TRY(auto text, call.text(0));
  constexpr std::string_view kSpaces = " \t\r\n\v\f";
  auto first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return Json("");
  return Json(text.substr(first, text.find_last_not_of(kSpaces) - first + 1));
}

Result<Json> split(const Call& call) {
  TRY(auto text, call.text(0));
  TRY(auto separator, call.text(1));
  if (separator.empty()) return call.fail("wants a separator that is not empty");
  JsonArray parts;
  for (std::size_t at = 0;;) {
    CHECK(call.spend_steps(1));
    auto end = text.find(separator, at);
    parts.emplace_back(text.substr(at, end - at));
    if (end == std::string_view::npos) return Json(std::move(parts));
    at = end + separator.size();
  }
}

Result<Json> replace(const Call& call) {
  TRY(auto text, call.text(0));
  TRY(auto from, call.text(1));
  TRY(auto to, call.text(2));
  if (from.empty()) return call.fail("wants a text to look for that is not empty");
  std::string out;
  for (std::size_t at = 0;;) {
    auto end = text.find(from, at);
    out += text.substr(at, end - at);
    if (end == std::string_view::npos) return Json(out);
    out += to;
    if (out.size() > kMaxOutputBytes) return too_large();
    at = end + from.size();
  }
}

Result<Json> starts_with(const Call& call) {
  TRY(auto text, call.text(0));
  TRY(auto part, call.text(1));
  return Json(text.starts_with(part));
}

Result<Json> ends_with(const Call& call) {
  TRY(auto text, call.text(0));
  TRY(auto part, call.text(1));
  return Json(text.ends_with(part));
}

Result<Json> substring(const Call& call) {
  TRY(auto text, call.text(0));
  TRY(auto start, call.integer(1));
  TRY(auto length, call.integer_or(2, static_cast<std::int64_t>(text.size())));
  if (start < 0 || length < 0) return call.fail("wants a start and a length that are not negative");
  std::size_t first = code_point_offset(text, static_cast<std::size_t>(start));
  std::size_t count = code_point_offset(text.substr(first), static_cast<std::size_t>(length));
  return Json(text.substr(first, count));
}

Result<Json> regex_match(const Call& call) {
  TRY(auto text, call.text(0));
  std::unique_ptr<RE2> storage;
  TRY(const RE2* pattern, call.pattern(storage));
  return Json(RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern));
}

Result<Json> regex_find(const Call& call) {
  TRY(auto text, call.text(0));
  std::unique_ptr<RE2> storage;
  TRY(const RE2* pattern, call.pattern(storage));
  int group = pattern->NumberOfCapturingGroups() > 0 ? 1 : 0;
  std::array<re2::StringPiece, 2> found;
  re2::StringPiece input(text.data(), text.size());
  if (!pattern->Match(input, 0, text.size(), RE2::UNANCHORED, found.data(), group + 1)) {
    return Json(nullptr);
  }
  const auto& piece = found[static_cast<std::size_t>(group)];
  if (piece.data() == nullptr) return Json(nullptr);
  return Json(std::string_view(piece.data(), piece.size()));
}

Result<Json> regex_replace(const Call& call) {
  TRY(auto text, call.text(0));
  std::unique_ptr<RE2> storage;
  TRY(const RE2* pattern, call.pattern(storage));
  TRY(auto replacement, call.text(2));
  re2::StringPiece rewrite(replacement.data(), replacement.size());
  std::string problem;
  if (!pattern->CheckRewriteString(rewrite, &problem)) {
    return call.fail(fmt::format("cannot use the replacement: {}", problem));
  }
  std::array<re2::StringPiece, 10> groups;
  int count = std::min(10, pattern->NumberOfCapturingGroups() + 1);
  re2::StringPiece input(text.data(), text.size());
  std::string out;
  std::size_t at = 0;
  while (at <= text.size() &&
         pattern->Match(input, at, text.size(), RE2::UNANCHORED, groups.data(), count)) {
    CHECK(call.spend_steps(1));
    auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    out += text.substr(at, begin - at);
    pattern->Rewrite(&out, rewrite, groups.data(), count);
    if (out.size() > kMaxOutputBytes) return too_large();
    at = begin + groups[0].size();
    if (groups[0].empty()) {
      // An empty match consumes the next character, whole.
      std::size_t next = at + code_point_offset(text.substr(std::min(at, text.size())), 1);
      if (at >= text.size()) return Json(out);
      out += text.substr(at, next - at);
      at = next;
    }
  }
  if (at < text.size()) out += text.substr(at);
  return Json(out);
}

constexpr std::string_view kTextGroup = "Text";

constexpr Function kTextFunctions[] = {
    {"upper", kTextGroup, "upper(text)", "The text in capitals.", "upper('Größe')", "\"GRÖßE\"", 1,
     1, upper},
    {"lower", kTextGroup, "lower(text)", "The text in small letters.", "lower('ÄBC')", "\"äbc\"", 1,
     1, lower},
    {"trim", kTextGroup, "trim(text)", "The text without white space at both ends.",
     "trim('  a b ')", "\"a b\"", 1, 1, trim},
    {"split", kTextGroup, "split(text, separator)", "The list of the parts between the separators.",
     "split('a,b', ',')", "[\"a\",\"b\"]", 2, 2, split},
    {"replace", kTextGroup, "replace(text, from, to)",
     "The text with every `from` replaced by `to`.", "replace('a-b-c', '-', '+')", "\"a+b+c\"", 3,
     3, replace},
    {"starts_with", kTextGroup, "starts_with(text, part)", "Whether the text begins with the part.",
     "starts_with('order-17', 'order-')", "true", 2, 2, starts_with},
    {"ends_with", kTextGroup, "ends_with(text, part)", "Whether the text ends with the part.",
     "ends_with('report.pdf', '.pdf')", "true", 2, 2, ends_with},
    {"substring", kTextGroup, "substring(text, start, length?)",
     "The characters from `start` (the first is 0), at most `length` of them.",
     "substring('invoice', 2, 3)", "\"voi\"", 2, 3, substring},
    {"regex_match", kTextGroup, "regex_match(text, pattern)",
     "Whether the RE2 pattern matches anywhere in the text.",
     "regex_match('A-17', '^[A-Z]-\\\\d+$')", "true", 2, 2, regex_match, Special::regex},
    {"regex_find", kTextGroup, "regex_find(text, pattern)",
     "What the pattern (or its first group) matches first; null when it does not.",
     "regex_find('order 1042 is late', 'order (\\\\d+)')", "\"1042\"", 2, 2, regex_find,
     Special::regex},
    {"regex_replace", kTextGroup, "regex_replace(text, pattern, replacement)",
     "The text with every match replaced; `\\1` in the replacement is the first group.",
     "regex_replace('2026-11-24', '(\\\\d+)-(\\\\d+)-(\\\\d+)', '\\\\3.\\\\2.\\\\1')",
     "\"24.11.2026\"", 3, 3, regex_replace, Special::regex},
};

}  // namespace

std::span<const Function> text_functions() { return kTextFunctions; }

}  // namespace elevaite::expression
