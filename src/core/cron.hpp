// Cron expressions in a time zone, by the wall clock: "0 9 * * MON-FRI" in Europe/Berlin is nine
// o'clock there, in summer and in winter.
//
// Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday). Each is `*` or
// a list of values and ranges, each with a step if wanted: "1,10-20/5". Months and days have their
// English names' first three letters too; @hourly, @daily (@midnight), @weekly, @monthly and
// @yearly (@annually) stand for what they say. When day of month and day of week are both
// restricted, either will do, as in crontab(5).
//
// Where the clocks change: with a named hour, a time that is skipped comes at the moment of the
// change, and one that comes twice is taken the first time; with `*` as the hour, it is every
// hour that passes that counts, so nothing is taken twice or left out.
#pragma once
#include <array>
#include <bitset>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/time.hpp"

namespace elevaite {

// A zone of the IANA database of the system, such as "Europe/Berlin" or "UTC".
class TimeZone {
 public:
  // invalid_argument when the system does not know it. Zones are read once and kept.
  static Result<TimeZone> find(const std::string& name);
  const std::string& name() const;
  // RFC 3339 with the zone's offset: "2026-03-29T03:30:00+02:00".
  std::string format(Instant instant) const;

  struct Zone;

 private:
  friend class Cron;
  std::shared_ptr<const Zone> zone_;
};

class Cron {
 public:
  // The error says which field is wrong, and why.
  static Result<Cron> parse(std::string_view text);
  // The first time after that instant; nullopt when there is none within eight years (30 February).
  std::optional<Instant> next(Instant after, const TimeZone& zone) const;

 private:
  bool is_on(int year, int month, int day) const;

  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;
  std::bitset<13> months_;
  std::bitset<7> weekdays_;
  bool is_any_hour_ = false;
  bool is_any_day_ = false;
  bool is_any_weekday_ = false;
};

}  // namespace elevaite
