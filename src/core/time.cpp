#include "core/time.hpp"

#include <array>
#include <cstdlib>

namespace elevaite {
namespace {

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  }
};

// Reads exactly `count` digits at `position` and moves past them.
std::optional<int> digits(std::string_view text, std::size_t& position, std::size_t count) {
  if (text.size() < position + count) return std::nullopt;
  int value = 0;
  for (std::size_t end = position + count; position < end; ++position) {
    char c = text[position];
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool literal(std::string_view text, std::size_t& position, std::string_view allowed) {
  if (position >= text.size() || allowed.find(text[position]) == std::string_view::npos)
    return false;
  ++position;
  return true;
}

void append_digits(std::string& text, std::int64_t value, int count) {
  std::array<char, 8> written{};
  for (int i = count; i-- > 0; value /= 10) {
    written[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
  }
  text.append(written.data(), static_cast<std::size_t>(count));
}

}  // namespace

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

// Every event of every journal has an instant: written by hand, it costs a tenth of a format
// string.
std::string to_rfc3339(Instant instant) {
  auto days = std::chrono::floor<std::chrono::days>(instant);
  std::chrono::year_month_day date(days);
  std::chrono::hh_mm_ss time(instant - days);
  auto micros = time.subseconds().count();
  auto year = static_cast<int>(date.year());
  std::string text;
  text.reserve(32);
  if (year < 0) text += '-';
  if (std::abs(year) > 9999) text += std::to_string(std::abs(year) / 10'000);
  append_digits(text, std::abs(year) % 10'000, 4);
  text += '-';
  append_digits(text, static_cast<unsigned>(date.month()), 2);
  text += '-';
  append_digits(text, static_cast<unsigned>(date.day()), 2);
  text += 'T';
  append_digits(text, time.hours().count(), 2);
  text += ':';
  append_digits(text, time.minutes().count(), 2);
  text += ':';
  append_digits(text, time.seconds().count(), 2);
  text += '.';
  if (micros % 1000 == 0) {
    append_digits(text, micros / 1000, 3);
  } else {
    append_digits(text, micros, 6);
  }
  text += 'Z';
  return text;
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  std::size_t at = 0;
  auto year = digits(text, at, 4);
  if (!year || !literal(text, at, "-")) return std::nullopt;
  auto month = digits(text, at, 2);
  if (!month || !literal(text, at, "-")) return std::nullopt;
  auto day = digits(text, at, 2);
  if (!day || !literal(text, at, "Tt ")) return std::nullopt;
  auto hour = digits(text, at, 2);
  if (!hour || !literal(text, at, ":")) return std::nullopt;
  auto minute = digits(text, at, 2);
  if (!minute || !literal(text, at, ":")) return std::nullopt;
  auto second = digits(text, at, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;

  std::int64_t micros = 0;
  if (literal(text, at, ".")) {
    std::int64_t unit = 100000;
    std::size_t first = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) {
      micros += unit * (text[at] - '0');
    }
    if (at == first || at - first > 9) return std::nullopt;
  }

  std::chrono::minutes offset{0};
  if (!literal(text, at, "Zz")) {
    bool is_negative = at < text.size() && text[at] == '-';
    if (!literal(text, at, "+-")) return std::nullopt;
    auto offset_hour = digits(text, at, 2);
    if (!offset_hour || !literal(text, at, ":")) return std::nullopt;
    auto offset_minute = digits(text, at, 2);
    if (!offset_minute || *offset_hour > 23 || *offset_minute > 59) return std::nullopt;
    offset = std::chrono::minutes(*offset_hour * 60 + *offset_minute) * (is_negative ? -1 : 1);
  }
  if (at != text.size()) return std::nullopt;

  std::chrono::year_month_day date{std::chrono::year{*year},
                                   std::chrono::month{static_cast<unsigned>(*month)},
                                   std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Instant{std::chrono::sys_days{date}} + std::chrono::hours(*hour) +
         std::chrono::minutes(*minute) + std::chrono::seconds(*second) - offset + Duration{micros};
}

}  // namespace elevaite
