#include "core/expression/date_text.hpp"

#include <fmt/format.h>

#include <array>

#include "core/expression/function.hpp"

namespace elevaite::expression {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                "Thursday", "Friday", "Saturday"};
constexpr std::string_view kDirectives =
    "%Y %y %m %d %e %j %H %I %M %S %L %p %b %B %a %A %z %s %F %T %%";

// An instant taken apart, as a clock with this offset shows it.
struct Face {
  explicit Face(Instant instant, minutes offset)
      : utc(instant),
        zone(offset),
        day(floor<days>(instant + offset)),
        date(day),
        time(floor<milliseconds>(instant + offset) - day) {}
  Instant utc;
  minutes zone;
  sys_days day;
  year_month_day date;
  hh_mm_ss<milliseconds> time;
};

std::string zone_text(minutes zone) {
  auto total = zone.count();
  return fmt::format("{}{:02}:{:02}", total < 0 ? '-' : '+', std::abs(total) / 60,
                     std::abs(total) % 60);
}

std::optional<std::string> directive(const Face& face, char letter) {
  auto year = static_cast<int>(face.date.year());
  auto month = static_cast<unsigned>(face.date.month());
  auto day = static_cast<unsigned>(face.date.day());
  auto hour = face.time.hours().count();
  auto weekday_index = weekday(face.day).c_encoding();
  switch (letter) {
    case 'Y':
      return fmt::format("{:04}", year);
    case 'y':
      return fmt::format("{:02}", year % 100);
    case 'm':
      return fmt::format("{:02}", month);
    case 'd':
      return fmt::format("{:02}", day);
    case 'e':
      return fmt::format("{}", day);
    case 'j':
      return fmt::format("{:03}",
                         (face.day - sys_days(face.date.year() / January / 1)).count() + 1);
    case 'H':
      return fmt::format("{:02}", hour);
    case 'I':
      return fmt::format("{:02}", (hour + 11) % 12 + 1);
    case 'M':
      return fmt::format("{:02}", face.time.minutes().count());
    case 'S':
      return fmt::format("{:02}", face.time.seconds().count());
    case 'L':
      return fmt::format("{:03}", face.time.subseconds().count());
    case 'p':
      return hour < 12 ? "AM" : "PM";
    case 'b':
      return std::string(kMonths[month - 1].substr(0, 3));
    case 'B':
      return std::string(kMonths[month - 1]);
    case 'a':
      return std::string(kDays[weekday_index].substr(0, 3));
    case 'A':
      return std::string(kDays[weekday_index]);
    case 'z':
      return zone_text(face.zone);
    case 's':
      return fmt::format("{}", floor<seconds>(face.utc.time_since_epoch()).count());
    case 'F':
      return fmt::format("{:04}-{:02}-{:02}", year, month, day);
    case 'T':
      return fmt::format("{:02}:{:02}:{:02}", hour, face.time.minutes().count(),
                         face.time.seconds().count());
    case '%':
      return "%";
    default:
      return std::nullopt;
  }
}

Error unknown_directive(std::string_view pattern, std::size_t at) {
  return expression_error(
      fmt::format("A date pattern has no `{}`; it has {}", pattern.substr(at, 2), kDirectives));
}

// What has been read so far.
struct Fields {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
  std::optional<bool> is_afternoon{};
  minutes zone{0};
  std::optional<std::int64_t> unix_seconds{};
};

std::optional<int> digits(std::string_view text, std::size_t& at, std::size_t min,
                          std::size_t max) {
  int value = 0;
  std::size_t start = at;
  for (; at < text.size() && at - start < max && text[at] >= '0' && text[at] <= '9'; ++at) {
    value = value * 10 + (text[at] - '0');
  }
  return at - start < min ? std::nullopt : std::optional(value);
}

bool read_int(std::string_view text, std::size_t& at, std::size_t min, std::size_t max, int& out) {
  auto value = digits(text, at, min, max);
  if (value) out = *value;
  return value.has_value();
}

bool read_unsigned(std::string_view text, std::size_t& at, unsigned& out) {
  auto value = digits(text, at, 1, 2);
  if (value) out = static_cast<unsigned>(*value);
  return value.has_value();
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

// A month's or a day's name, long or short; its index.
template <std::size_t n>
std::optional<unsigned> name(std::string_view text, std::size_t& at,
                             const std::array<std::string_view, n>& names) {
  for (std::size_t length : {std::size_t{0}, std::size_t{3}}) {
    for (unsigned i = 0; i < n; ++i) {
      auto candidate = length == 0 ? names[i] : names[i].substr(0, length);
      if (!equal_ignoring_case(text.substr(at, candidate.size()), candidate)) continue;
      at += candidate.size();
      return i;
    }
  }
  return std::nullopt;
}

bool read_zone(std::string_view text, std::size_t& at, Fields& fields) {
  for (std::size_t length : {std::size_t{6}, std::size_t{5}, std::size_t{1}}) {
    if (auto zone = parse_offset(text.substr(at, length))) {
      fields.zone = *zone;
      at += std::min(length, text.size() - at);
      return true;
    }
  }
  return false;
}

bool read_unix_seconds(std::string_view text, std::size_t& at, Fields& fields) {
  std::int64_t value = 0;
  std::size_t start = at;
  for (; at < text.size() && at - start < 12 && text[at] >= '0' && text[at] <= '9'; ++at) {
    value = value * 10 + (text[at] - '0');
  }
  fields.unix_seconds = value;
  return at > start;
}

// nullopt: there is no such directive.
std::optional<bool> read_directive(char letter, std::string_view text, std::size_t& at, Fields& f) {
  switch (letter) {
    case 'Y':
      return read_int(text, at, 4, 4, f.year);
    case 'y': {
      bool is_read = read_int(text, at, 2, 2, f.year);
      f.year += f.year < 69 ? 2000 : 1900;
      return is_read;
    }
    case 'm':
      return read_unsigned(text, at, f.month);
    case 'd':
    case 'e':
      return read_unsigned(text, at, f.day);
    case 'H':
    case 'I':
      return read_int(text, at, 1, 2, f.hour);
    case 'M':
      return read_int(text, at, 2, 2, f.minute);
    case 'S':
      return read_int(text, at, 2, 2, f.second);
    case 'L':
      return read_int(text, at, 3, 3, f.millisecond);
    case 'p': {
      f.is_afternoon = equal_ignoring_case(text.substr(at, 2), "PM");
      bool is_read = *f.is_afternoon || equal_ignoring_case(text.substr(at, 2), "AM");
      at += is_read ? 2 : 0;
      return is_read;
    }
    case 'b':
    case 'B': {
      auto month = name(text, at, kMonths);
      f.month = month.value_or(0) + 1;
      return month.has_value();
    }
    case 'a':
    case 'A':
      return name(text, at, kDays).has_value();
    case 'z':
      return read_zone(text, at, f);
    case 's':
      return read_unix_seconds(text, at, f);
    default:
      return std::nullopt;
  }
}

std::optional<Instant> assemble(const Fields& fields) {
  if (fields.unix_seconds) return Instant{seconds(*fields.unix_seconds)};
  year_month_day date{year{fields.year}, month{fields.month}, day{fields.day}};
  int hour = fields.hour;
  if (fields.is_afternoon) {
    if (hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + (*fields.is_afternoon ? 12 : 0);
  }
  if (!date.ok() || hour > 23 || fields.minute > 59 || fields.second > 59) return std::nullopt;
  return Instant{sys_days{date}} + hours(hour) + minutes(fields.minute) + seconds(fields.second) +
         milliseconds(fields.millisecond) - fields.zone;
}

}  // namespace

bool is_representable(Instant instant) {
  static constexpr Instant kFirst{sys_days{year{1} / January / 1}};
  static constexpr Instant kEnd{sys_days{year{10000} / January / 1}};
  return instant >= kFirst && instant < kEnd;
}

Result<std::string> format_date(Instant instant, std::string_view pattern, minutes offset) {
  Face face(instant, offset);
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      out += pattern[i];
      continue;
    }
    auto text = i + 1 < pattern.size() ? directive(face, pattern[i + 1]) : std::nullopt;
    if (!text) return unknown_directive(pattern, i);
    out += *text;
    ++i;
  }
  return out;
}

Result<Instant> parse_date_after(std::string_view text, std::string_view pattern) {
  std::string expanded;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    auto two = pattern.substr(i, 2);
    expanded += two == "%F"   ? "%Y-%m-%d"
                : two == "%T" ? "%H:%M:%S"
                              : std::string_view(&pattern[i], 1);
    i += two == "%F" || two == "%T" ? 1 : 0;
  }
  Fields fields;
  std::size_t at = 0;
  auto mismatch = [&] {
    return expression_error(fmt::format("The text \"{}\" is not a date after the pattern \"{}\"",
                                        text.substr(0, 40), pattern.substr(0, 40)));
  };
  for (std::size_t i = 0; i < expanded.size(); ++i) {
    bool is_directive = expanded[i] == '%' && i + 1 < expanded.size() && expanded[i + 1] != '%';
    if (is_directive) {
      auto is_read = read_directive(expanded[i + 1], text, at, fields);
      if (!is_read) return unknown_directive(expanded, i);
      if (!*is_read) return mismatch();
      ++i;
      continue;
    }
    if (expanded[i] == '%') ++i;
    if (i >= expanded.size() || at >= text.size() || text[at] != expanded[i]) return mismatch();
    ++at;
  }
  auto instant = assemble(fields);
  if (at != text.size() || !instant || !is_representable(*instant)) return mismatch();
  return *instant;
}

std::optional<minutes> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return minutes(0);
  if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  std::size_t at = 1;
  auto hour = digits(text, at, 2, 2);
  if (at < text.size() && text[at] == ':') ++at;
  auto minute = digits(text, at, 2, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59 || at != text.size()) return std::nullopt;
  return minutes((*hour * 60 + *minute) * (text[0] == '-' ? -1 : 1));
}

std::optional<Instant> parse_instant(std::string_view text) {
  std::string whole(text.substr(0, 64));
  if (text.size() == 10) whole += "T00:00:00Z";
  auto instant = parse_rfc3339(whole);
  if (!instant || !is_representable(*instant)) return std::nullopt;
  return instant;
}

}  // namespace elevaite::expression
