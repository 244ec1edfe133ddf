#include "core/cron.hpp"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>
#include <fmt/format.h>

#include <charconv>
#include <vector>

namespace elevaite {

struct TimeZone::Zone {
  cctz::time_zone zone;
  std::string name;
};

namespace {

using std::chrono::floor;
using std::chrono::seconds;

// Around 2100 there are eight years between two leap days; nobody waits for longer.
constexpr int kSearchedDays = 8 * 366;
constexpr std::size_t kMaxLength = 200;

struct FieldRule {
  std::string_view name;
  int lowest;
  int highest;
  std::string_view names;  // of three letters each, from the lowest value on
};
constexpr std::array<FieldRule, 5> kFields{{
    {"minute", 0, 59, ""},
    {"hour", 0, 23, ""},
    {"day of month", 1, 31, ""},
    {"month", 1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"},
    {"day of week", 0, 7, "SUNMONTUEWEDTHUFRISAT"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kMacros{{
    {"@hourly", "0 * * * *"},
    {"@daily", "0 0 * * *"},
    {"@midnight", "0 0 * * *"},
    {"@weekly", "0 0 * * 0"},
    {"@monthly", "0 0 1 * *"},
    {"@yearly", "0 0 1 1 *"},
    {"@annually", "0 0 1 1 *"},
}};

Error wrong(const FieldRule& rule, std::string_view text, std::string_view why) {
  return invalid_argument(fmt::format("The {} `{}` {}.", rule.name, text, why));
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Result<int> value_of(const FieldRule& rule, std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  if (upper.size() == 3) {
    for (std::size_t i = 0; i + 3 <= rule.names.size(); i += 3) {
      if (rule.names.substr(i, 3) == upper) return rule.lowest + static_cast<int>(i / 3);
    }
  }
  const auto value = number(text);
  if (!value) return wrong(rule, text, "is not a number");
  if (*value < rule.lowest || *value > rule.highest) {
    return wrong(rule, text, fmt::format("is not between {} and {}", rule.lowest, rule.highest));
  }
  return *value;
}

// One part of a list: "*", "5", "1-5", each with "/2" behind it if wanted.
Result<void> add_part(const FieldRule& rule, std::string_view part, std::bitset<64>& values) {
  const auto slash = part.find('/');
  const auto range = part.substr(0, slash);
  int step = 1;
  if (slash != std::string_view::npos) {
    step = number(part.substr(slash + 1)).value_or(0);
    if (step < 1 || step > rule.highest) return wrong(rule, part, "has a step that is none");
  }
  int first = rule.lowest;
  int last = rule.highest;
  if (range != "*") {
    const auto dash = range.find('-');
    TRY(first, value_of(rule, range.substr(0, dash)));
    if (dash != std::string_view::npos) {
      TRY(last, value_of(rule, range.substr(dash + 1)));
    } else if (slash == std::string_view::npos) {
      last = first;  // "5/10" goes on to the end, as in other crons
    }
    if (last < first) return wrong(rule, part, "ends before it begins");
  }
  for (int value = first; value <= last; value += step) values.set(static_cast<std::size_t>(value));
  return {};
}

Result<std::bitset<64>> parse_field(const FieldRule& rule, std::string_view text) {
  std::bitset<64> values;
  for (std::string_view part : split(text, ',')) CHECK(add_part(rule, part, values));
  return values;
}

template <std::size_t kSize>
std::bitset<kSize> narrowed(const std::bitset<64>& values) {
  return std::bitset<kSize>(values.to_ullong() & ((1ULL << kSize) - 1));
}

std::vector<std::string_view> fields_of(std::string_view text) {
  std::vector<std::string_view> fields;
  for (std::string_view part : split(text, ' ')) {
    if (!part.empty()) fields.push_back(part);
  }
  return fields;
}

}  // namespace

Result<TimeZone> TimeZone::find(const std::string& name) {
  auto zone = std::make_shared<Zone>();
  // A name is never a path, wherever the library would look for it.
  const bool is_name = !name.empty() && name.size() <= 64 && name.front() != '/' &&
                       name.front() != ':' && name.find("..") == std::string::npos;
  if (!is_name || !cctz::load_time_zone(name, &zone->zone)) {
    return invalid_argument("There is no time zone `" + name +
                            "`. Write it as in the IANA database: Europe/Berlin.");
  }
  zone->name = name;
  TimeZone found;
  found.zone_ = std::move(zone);
  return found;
}

const std::string& TimeZone::name() const { return zone_->name; }

std::string TimeZone::format(Instant instant) const {
  return cctz::format("%Y-%m-%dT%H:%M:%S%Ez", floor<seconds>(instant), zone_->zone);
}

Result<Cron> Cron::parse(std::string_view text) {
  if (text.size() > kMaxLength) return invalid_argument("The expression is too long.");
  for (const auto& [macro, meaning] : kMacros) {
    if (text == macro) text = meaning;
  }
  const auto fields = fields_of(text);
  if (fields.size() != kFields.size()) {
    return invalid_argument(fmt::format(
        "An expression has five fields (minute, hour, day of month, month, day of week); this one "
        "has {}.",
        fields.size()));
  }
  std::array<std::bitset<64>, 5> values;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    TRY(values[i], parse_field(kFields[i], fields[i]));
  }
  if (values[4].test(7)) values[4].set(0);
  Cron cron;
  cron.minutes_ = narrowed<60>(values[0]);
  cron.hours_ = narrowed<24>(values[1]);
  cron.days_ = narrowed<32>(values[2]);
  cron.months_ = narrowed<13>(values[3]);
  cron.weekdays_ = narrowed<7>(values[4]);
  cron.is_any_hour_ = fields[1].starts_with('*');
  cron.is_any_day_ = fields[2].starts_with('*');
  cron.is_any_weekday_ = fields[4].starts_with('*');
  return cron;
}

bool Cron::is_on(int year, int month, int day) const {
  if (!months_.test(static_cast<std::size_t>(month))) return false;
  const bool is_day = days_.test(static_cast<std::size_t>(day));
  // cctz counts from Monday.
  const auto weekday = cctz::get_weekday(cctz::civil_day(year, month, day));
  const bool is_weekday = weekdays_.test((static_cast<std::size_t>(weekday) + 1) % 7);
  const bool either = !is_any_day_ && !is_any_weekday_;
  return either ? is_day || is_weekday : is_day && is_weekday;
}

std::optional<Instant> Cron::next(Instant after, const TimeZone& zone) const {
  const cctz::time_zone& where = zone.zone_->zone;
  const auto from = floor<seconds>(after);
  // A day earlier, for where the clocks go back over midnight an earlier day's time comes later.
  cctz::civil_day day = cctz::civil_day(cctz::convert(from, where)) - 1;
  for (int i = 0; i < kSearchedDays; ++i, ++day) {
    if (!is_on(static_cast<int>(day.year()), day.month(), day.day())) continue;
    std::optional<cctz::time_point<seconds>> first;
    auto take = [&](cctz::time_point<seconds> candidate) {
      if (candidate > from && (!first || candidate < *first)) first = candidate;
    };
    for (int hour = 0; hour < 24; ++hour) {
      if (!hours_.test(static_cast<std::size_t>(hour))) continue;
      for (int minute = 0; minute < 60; ++minute) {
        if (!minutes_.test(static_cast<std::size_t>(minute))) continue;
        const cctz::civil_second wall(day.year(), day.month(), day.day(), hour, minute, 0);
        const auto found = where.lookup(wall);
        if (found.kind == cctz::time_zone::civil_lookup::SKIPPED) {
          if (!is_any_hour_) take(found.trans);
          continue;
        }
        take(found.pre);
        if (is_any_hour_) take(found.post);
      }
    }
    if (first) return Instant(std::chrono::duration_cast<Duration>(first->time_since_epoch()));
  }
  return std::nullopt;
}

}  // namespace elevaite
