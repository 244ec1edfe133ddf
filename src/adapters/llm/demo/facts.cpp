#include "adapters/llm/demo/facts.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <tuple>

namespace elevaite::adapters::llm::demo {
namespace {

constexpr std::size_t kMaxMessageBytes = 20'000;
constexpr std::size_t kMaxFacts = 200;
using Kind = Fact::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// All matches of the pattern's first group, with where the whole match lies.
void collect(std::string_view text, Kind kind, const re2::RE2& pattern, std::vector<Fact>& out) {
  re2::StringPiece input(text.data(), text.size());
  re2::StringPiece groups[2];
  std::size_t at = 0;
  while (at <= text.size() && out.size() < kMaxFacts &&
         pattern.Match(input, at, text.size(), re2::RE2::UNANCHORED, groups, 2)) {
    auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    std::size_t end = begin + groups[0].size();
    const re2::StringPiece& value = groups[1].data() == nullptr ? groups[0] : groups[1];
    out.push_back({kind, std::string(value.data(), value.size()), begin, end});
    at = std::max(end, at + 1);
  }
}

int month_number(std::string_view name) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  auto at = kMonths.find(lower_case(name.substr(0, 3)));
  return at == std::string_view::npos ? 0 : static_cast<int>(at / 3) + 1;
}

// "October 3, 2026" and "3 Oct 2026".
void collect_written_dates(std::string_view text, std::vector<Fact>& out) {
  static const re2::RE2 kPattern(
      R"((?i)\b(?:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? )"
      R"((\d{1,2})(?:st|nd|rd|th)?,? (\d{4})|(\d{1,2})(?:st|nd|rd|th)? )"
      R"((jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? (\d{4}))\b)");
  re2::StringPiece input(text.data(), text.size());
  re2::StringPiece groups[7];
  std::size_t at = 0;
  while (kPattern.Match(input, at, text.size(), re2::RE2::UNANCHORED, groups, 7)) {
    bool is_month_first = !groups[1].empty();
    std::string month(is_month_first ? groups[1] : groups[5]);
    int day = std::stoi(std::string(is_month_first ? groups[2] : groups[4]));
    std::string year(is_month_first ? groups[3] : groups[6]);
    auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    at = begin + groups[0].size();
    if (day >= 1 && day <= 31) {
      out.push_back(
          {Kind::date, fmt::format("{}-{:02}-{:02}", year, month_number(month), day), begin, at});
    }
  }
}

void collect_patterns(std::string_view text, std::vector<Fact>& out) {
  static const re2::RE2 kUrl(R"((https?://[^\s<>"'“”]*[^\s<>"'“”.,;:!?)\]]))");
  static const re2::RE2 kEmail(R"(([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+))");
  static const re2::RE2 kDate(
      R"(\b(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2)"
      R"(}:\d{2})?)?)\b)");
  static const re2::RE2 kQuotation(R"re((?:"([^"\n]+)"))re");
  static const re2::RE2 kCurlyQuotation(R"(“([^”\n]+)”)");
  static const re2::RE2 kSingleQuotation(R"((?:^|[\s(:,])'([^'\n]+)')");
  static const re2::RE2 kBacktickQuotation(R"(`([^`\n]+)`)");
  static const re2::RE2 kChannel(R"((?:^|\s)(#[A-Za-z][\w-]*))");
  static const re2::RE2 kIdentifier(R"(\b([A-Za-z]+[-_]?\d[\w-]*|\d+[-_][\w-]*[A-Za-z][\w-]*)\b)");
  collect(text, Kind::url, kUrl, out);
  collect(text, Kind::email, kEmail, out);
  collect(text, Kind::date, kDate, out);
  collect_written_dates(text, out);
  for (const auto* pattern :
       {&kQuotation, &kCurlyQuotation, &kSingleQuotation, &kBacktickQuotation}) {
    collect(text, Kind::quotation, *pattern, out);
  }
  collect(text, Kind::channel, kChannel, out);
  collect(text, Kind::identifier, kIdentifier, out);
}

bool is_inside(const std::vector<Fact>& spans, std::size_t position) {
  return std::any_of(spans.begin(), spans.end(), [&](const Fact& span) {
    return span.kind != Kind::quotation && position >= span.begin && position < span.end;
  });
}

// Reads the number that begins at `begin`, with separators of thousands; returns where it ends.
std::size_t read_number(std::string_view text, std::size_t begin, std::string& digits) {
  std::size_t i = begin;
  bool has_point = false;
  while (i < text.size()) {
    bool has_digit_after = i + 1 < text.size() && is_digit(text[i + 1]);
    if (is_digit(text[i])) {
      digits += text[i];
    } else if (text[i] == '.' && !has_point && has_digit_after) {
      has_point = true;
      digits += '.';
    } else if (text[i] == ',' && !has_point && has_digit_after && i + 3 < text.size() &&
               is_digit(text[i + 2]) && is_digit(text[i + 3]) &&
               (i + 4 >= text.size() || !is_digit(text[i + 4]))) {
    } else {
      break;
    }
    ++i;
  }
  return i;
}

void collect_numbers(std::string_view text, std::vector<Fact>& out) {
  const std::vector<Fact> spans = out;
  std::size_t i = 0;
  while (i < text.size() && out.size() < kMaxFacts) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    std::size_t begin = i;
    std::string digits;
    bool is_negative = begin > 0 && text[begin - 1] == '-' &&
                       (begin == 1 || text[begin - 2] == ' ' || text[begin - 2] == '(');
    if (is_negative) digits = "-";
    i = read_number(text, begin, digits);
    bool is_joined = begin > 0 && (is_letter(text[begin - 1]) || text[begin - 1] == '_');
    bool is_time = i + 1 < text.size() && text[i] == ':' && is_digit(text[i + 1]);
    out.push_back(
        {Kind::number, digits, begin, i, is_joined || is_time || is_inside(spans, begin)});
  }
}

// Capitalised words that do not only begin a sentence: "in New York".
void collect_names(const Facts& facts, std::vector<Fact>& out) {
  const std::string& text = facts.text;
  bool continues = false;
  for (const Word& word : facts.words) {
    std::size_t before = word.begin;
    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '"')) --before;
    bool begins_sentence =
        before == 0 || std::string_view(".!?\n:").find(text[before - 1]) != std::string_view::npos;
    char first = text[word.begin];
    bool is_capital = first >= 'A' && first <= 'Z' && word.text.size() > 1;
    if (!is_capital || (begins_sentence && !continues) || is_inside(out, word.begin)) {
      continues = false;
      continue;
    }
    if (continues && word.begin == out.back().end + 1) {
      out.back().end = word.end;
      out.back().text = text.substr(out.back().begin, word.end - out.back().begin);
    } else {
      out.push_back(
          {Kind::name, text.substr(word.begin, word.end - word.begin), word.begin, word.end});
    }
    continues = true;
    if (out.size() >= kMaxFacts) return;
  }
}

}  // namespace

Facts facts_of(std::string_view message) {
  static const re2::RE2 kExpression(
      R"(([-(]*\d[\d.,]*[\s)]*(?:(?:[-+*/^%×÷]|\*\*)[\s(-]*\d[\d.,]*[\s)]*)+))");
  Facts facts;
  facts.text = message.substr(0, kMaxMessageBytes);
  facts.words = words_of(facts.text);
  collect_patterns(facts.text, facts.facts);
  collect_numbers(facts.text, facts.facts);
  collect_names(facts, facts.facts);
  std::vector<Fact> expressions;
  collect(facts.text, Kind::expression, kExpression, expressions);
  for (Fact& fact : expressions) {
    while (!fact.text.empty() && (fact.text.back() == ' ' || fact.text.back() == '.' ||
                                  fact.text.back() == ',' || fact.text.back() == '\n')) {
      fact.text.pop_back();
    }
    bool is_date = std::any_of(facts.facts.begin(), facts.facts.end(), [&](const Fact& other) {
      return other.kind != Kind::number && other.begin < fact.end && fact.begin < other.end;
    });
    if (!is_date) facts.facts.push_back(std::move(fact));
  }
  std::sort(facts.facts.begin(), facts.facts.end(), [](const Fact& a, const Fact& b) {
    return std::tie(a.begin, a.end, a.kind) < std::tie(b.begin, b.end, b.kind);
  });
  return facts;
}

}  // namespace elevaite::adapters::llm::demo
