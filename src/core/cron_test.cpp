#include "core/cron.hpp"

#include <gtest/gtest.h>

namespace elevaite {
namespace {

// The next `count` times after an instant, as the zone writes them.
std::vector<std::string> times(std::string_view text, const std::string& zone_name,
                               std::string_view after, int count = 1) {
  const auto cron = Cron::parse(text).value();
  const auto zone = TimeZone::find(zone_name).value();
  std::vector<std::string> found;
  auto at = parse_rfc3339(after).value();
  for (int i = 0; i < count; ++i) {
    const auto next = cron.next(at, zone);
    if (!next) break;
    at = *next;
    found.push_back(zone.format(at));
  }
  return found;
}

using Times = std::vector<std::string>;

std::string fault(std::string_view text) {
  auto cron = Cron::parse(text);
  return cron ? "" : cron.error().message;
}

TEST(cron, finds_the_next_time_strictly_after) {
  EXPECT_EQ(times("*/15 * * * *", "UTC", "2026-11-26T10:00:00Z", 3),
            (Times{"2026-11-26T10:15:00+00:00", "2026-11-26T10:30:00+00:00",
                   "2026-11-26T10:45:00+00:00"}));
  EXPECT_EQ(times("0 9 * * MON-FRI", "UTC", "2026-11-27T09:00:00Z", 2),
            (Times{"2026-11-30T09:00:00+00:00", "2026-12-01T09:00:00+00:00"}));
  EXPECT_EQ(times("30 4 1 jan,jul *", "UTC", "2026-11-27T09:00:00Z", 2),
            (Times{"2027-01-01T04:30:00+00:00", "2027-07-01T04:30:00+00:00"}));
  EXPECT_EQ(times("59 23 31 12 *", "UTC", "2026-12-31T23:58:59.999Z", 1),
            (Times{"2026-12-31T23:59:00+00:00"}));
}

TEST(cron, knows_lists_ranges_steps_and_macros) {
  EXPECT_EQ(times("5/20 1-3/2 * * *", "UTC", "2026-01-01T00:00:00Z", 4),
            (Times{"2026-01-01T01:05:00+00:00", "2026-01-01T01:25:00+00:00",
                   "2026-01-01T01:45:00+00:00", "2026-01-01T03:05:00+00:00"}));
  EXPECT_EQ(times("@weekly", "UTC", "2026-11-26T10:00:00Z"), (Times{"2026-11-29T00:00:00+00:00"}));
  EXPECT_EQ(times("0 0 * * 7", "UTC", "2026-11-26T10:00:00Z"),
            (Times{"2026-11-29T00:00:00+00:00"}));
  EXPECT_EQ(times("  0   0  1  1  * ", "UTC", "2026-11-26T10:00:00Z"),
            (Times{"2027-01-01T00:00:00+00:00"}));
}

TEST(cron, takes_either_day_when_both_are_restricted) {
  EXPECT_EQ(times("0 0 13 * FRI", "UTC", "2026-11-07T00:00:00Z", 3),
            (Times{"2026-11-13T00:00:00+00:00", "2026-11-20T00:00:00+00:00",
                   "2026-11-27T00:00:00+00:00"}));
}

TEST(cron, waits_for_a_leap_day_and_gives_up_on_what_never_comes) {
  EXPECT_EQ(times("0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", 2),
            (Times{"2028-02-29T00:00:00+00:00", "2032-02-29T00:00:00+00:00"}));
  EXPECT_EQ(times("0 0 30 2 *", "UTC", "2026-01-01T00:00:00Z"), Times{});
}

TEST(cron, keeps_to_the_wall_clock_of_its_zone) {
  EXPECT_EQ(times("0 9 * * *", "Europe/Berlin", "2026-03-27T12:00:00Z", 3),
            (Times{"2026-03-28T09:00:00+01:00", "2026-03-29T09:00:00+02:00",
                   "2026-03-30T09:00:00+02:00"}));
}

TEST(cron, takes_a_skipped_time_at_the_change) {
  EXPECT_EQ(times("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2),
            (Times{"2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"}));
  // Both times of the skipped hour, once.
  EXPECT_EQ(times("0,30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2),
            (Times{"2026-03-29T03:00:00+02:00", "2026-03-30T02:00:00+02:00"}));
}

TEST(cron, takes_a_repeated_time_once) {
  EXPECT_EQ(times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2),
            (Times{"2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"}));
}

TEST(cron, counts_every_hour_that_passes_when_any_will_do) {
  EXPECT_EQ(times("30 * * * *", "Europe/Berlin", "2026-10-25T00:00:00Z", 4),
            (Times{"2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00",
                   "2026-10-25T03:30:00+01:00", "2026-10-25T04:30:00+01:00"}));
  EXPECT_EQ(times("30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 3),
            (Times{"2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00",
                   "2026-03-29T04:30:00+02:00"}));
}

TEST(cron, follows_clocks_that_change_at_midnight) {
  // In Beirut the day of the change begins at one o'clock.
  EXPECT_EQ(times("0 0 * * *", "Asia/Beirut", "2026-03-28T12:00:00Z", 2),
            (Times{"2026-03-29T01:00:00+03:00", "2026-03-30T00:00:00+03:00"}));
}

TEST(cron, says_what_is_wrong) {
  EXPECT_NE(fault("* * * *").find("five fields"), std::string::npos);
  EXPECT_NE(fault("60 * * * *").find("minute `60` is not between 0 and 59"), std::string::npos);
  EXPECT_NE(fault("* 5-2 * * *").find("ends before it begins"), std::string::npos);
  EXPECT_NE(fault("*/0 * * * *").find("step"), std::string::npos);
  EXPECT_NE(fault("* * * FOO *").find("month `FOO` is not a number"), std::string::npos);
  EXPECT_NE(fault("* * 0 * *").find("day of month"), std::string::npos);
  EXPECT_NE(fault(", * * * *").find("is not a number"), std::string::npos);
  EXPECT_NE(fault("@never").find("five fields"), std::string::npos);
  EXPECT_NE(fault(std::string(500, '*')).find("too long"), std::string::npos);
}

TEST(time_zone, is_a_name_that_the_system_knows) {
  EXPECT_TRUE(TimeZone::find("America/Sao_Paulo").has_value());
  for (auto name : {"", "Europe/Atlantis", "/etc/passwd", "../../etc/passwd", ":UTC"}) {
    EXPECT_FALSE(TimeZone::find(name).has_value()) << name;
  }
}

}  // namespace
}  // namespace elevaite
