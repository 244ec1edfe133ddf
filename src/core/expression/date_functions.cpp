#include <fmt/format.h>

#include <cmath>

#include "core/expression/date_text.hpp"
#include "core/expression/function.hpp"
#include "core/expression/text.hpp"

namespace elevaite::expression {
namespace {

using namespace std::chrono;

Result<Instant> date(const Call& call, std::size_t i) {
  TRY(auto text, call.text(i));
  if (auto instant = parse_instant(text)) return *instant;
  return call.fail(fmt::format("wants a date such as 2026-11-24T09:30:00Z or 2026-11-24, got {}",
                               excerpt(call.at(i))));
}

Result<Json> answer(const Call& call, std::optional<Instant> instant) {
  if (!instant || !is_representable(*instant)) {
    return call.fail("gives a date outside of the years 1 to 9999");
  }
  return Json(to_rfc3339(*instant));
}

Result<Json> now(const Call& call) { return answer(call, call.now()); }

Result<Json> date_format(const Call& call) {
  TRY(auto instant, date(call, 0));
  TRY(auto pattern, call.text(1));
  TRY(auto offset_text, call.text_or(2, "Z"));
  auto offset = parse_offset(offset_text);
  if (!offset) return call.fail("wants an offset such as +02:00 as its third argument");
  if (pattern.size() > 1000) return call.fail("wants a pattern of at most 1000 characters");
  if (!is_representable(instant + *offset)) return answer(call, std::nullopt);
  TRY(auto text, format_date(instant, pattern, *offset));
  return Json(text);
}

struct Unit {
  std::string_view name;
  std::int64_t micros;  // 0: counted in months
  std::int64_t months;
};

constexpr Unit kUnits[] = {{"millisecond", 1'000, 0},
                           {"second", 1'000'000, 0},
                           {"minute", 60'000'000, 0},
                           {"hour", 3'600'000'000, 0},
                           {"day", 86'400'000'000, 0},
                           {"week", 604'800'000'000, 0},
                           {"month", 0, 1},
                           {"year", 0, 12}};

Result<Unit> unit(const Call& call, std::size_t i) {
  TRY(auto name, call.text(i));
  auto singular = name.ends_with('s') ? name.substr(0, name.size() - 1) : name;
  for (const Unit& candidate : kUnits) {
    if (candidate.name == singular) return candidate;
  }
  return call.fail(
      fmt::format("knows milliseconds, seconds, minutes, hours, days, weeks, months and "
                  "years, not {}",
                  excerpt(call.at(i))));
}

// The last day of the month when the day does not exist in it.
Instant add_months(Instant instant, std::int64_t count) {
  auto day_start = floor<days>(instant);
  year_month_day date(day_start);
  auto month = date.year() / date.month() + months(static_cast<int>(count));
  year_month_day moved = month / date.day();
  if (!moved.ok()) moved = month / last;
  return Instant{sys_days{moved}} + (instant - day_start);
}

Result<Json> date_add(const Call& call) {
  TRY(auto instant, date(call, 0));
  TRY(auto amount, call.integer(1));
  TRY(auto step, unit(call, 2));
  // More than any two dates are apart.
  constexpr std::int64_t kMaxMonths = 12 * 10'000;
  if (step.months > 0) {
    if (std::abs(amount) > kMaxMonths) return answer(call, std::nullopt);
    return answer(call, add_months(instant, amount * step.months));
  }
  std::int64_t change = 0;
  std::int64_t sum = 0;
  if (__builtin_mul_overflow(amount, step.micros, &change) ||
      __builtin_add_overflow(to_micros(instant), change, &sum)) {
    return answer(call, std::nullopt);
  }
  return answer(call, from_micros(sum));
}

Result<Json> date_diff(const Call& call) {
  TRY(auto later, date(call, 0));
  TRY(auto earlier, date(call, 1));
  TRY(auto step, unit(call, 2));
  if (step.micros == 0) return call.fail("measures in weeks or smaller units");
  auto micros = (later - earlier).count();
  if (micros % step.micros == 0) return Json(micros / step.micros);
  return Json(static_cast<double>(micros) / static_cast<double>(step.micros));
}

Result<Json> parse_date(const Call& call) {
  if (call.at(0).is_number()) {
    TRY(double unix_seconds, call.number(0));
    if (std::abs(unix_seconds) > 1e12) return answer(call, std::nullopt);
    return answer(call, from_micros(static_cast<std::int64_t>(std::round(unix_seconds * 1e6))));
  }
  if (!call.has(1)) {
    TRY(auto instant, date(call, 0));
    return answer(call, instant);
  }
  TRY(auto text, call.text(0));
  TRY(auto pattern, call.text(1));
  if (pattern.size() > 1000) return call.fail("wants a pattern of at most 1000 characters");
  TRY(auto instant, parse_date_after(text, pattern));
  return answer(call, instant);
}

constexpr std::string_view kDateGroup = "Dates";

constexpr Function kDateFunctions[] = {
    {"now", kDateGroup, "now()", "The instant of this step, in UTC.", "now()",
     "\"2026-11-24T01:53:00.000Z\"", 0, 0, now},
    {"date_format", kDateGroup, "date_format(date, pattern, offset?)",
     "The date after a pattern (see below), as a clock with that offset from UTC shows it.",
     "date_format('2026-11-24T23:30:00Z', '%d.%m.%Y %H:%M', '+01:00')", "\"25.11.2026 00:30\"", 2,
     3, date_format},
    {"date_add", kDateGroup, "date_add(date, amount, unit)",
     "The date so many milliseconds, seconds, minutes, hours, days, weeks, months or years later.",
     "date_add('2026-01-31', 1, 'month')", "\"2026-02-28T00:00:00.000Z\"", 3, 3, date_add},
    {"date_diff", kDateGroup, "date_diff(later, earlier, unit)",
     "How many weeks, days, hours, minutes, seconds or milliseconds lie between two dates.",
     "date_diff('2026-11-24', '2026-11-22', 'hours')", "48", 3, 3, date_diff},
    {"parse_date", kDateGroup, "parse_date(text, pattern?)",
     "The date that a text after the pattern means; without one, RFC 3339 or seconds since 1970.",
     "parse_date('24.11.2026', '%d.%m.%Y')", "\"2026-11-24T00:00:00.000Z\"", 1, 2, parse_date},
};

}  // namespace

std::span<const Function> date_functions() { return kDateFunctions; }

}  // namespace elevaite::expression
