#include "model/schedule.hpp"

#include <gtest/gtest.h>

namespace elevaite::model {
namespace {

Json config(std::string_view text) { return parse_json(text).value(); }

std::string field_of(const Result<ScheduleSettings>& settings) {
  return settings || settings.error().fields.empty() ? "" : settings.error().fields[0].field;
}

TEST(schedule, reads_what_the_node_says) {
  auto settings = parse_schedule_settings(config(R"({"cron":"0 9 * * *"})"));
  ASSERT_TRUE(settings.has_value());
  EXPECT_EQ(settings->time_zone, "UTC");
  EXPECT_EQ(settings->overlap, Overlap::skip);
  EXPECT_EQ(settings->queue, "long");
  EXPECT_EQ(next_time(*settings, parse_rfc3339("2026-11-26T09:00:00Z").value()).value(),
            parse_rfc3339("2026-11-27T09:00:00Z"));
}

TEST(schedule, names_the_field_that_is_wrong) {
  EXPECT_EQ(field_of(parse_schedule_settings(config(R"({"cron":"soon"})"))), "cron");
  EXPECT_EQ(field_of(parse_schedule_settings(config(R"({"cron":"@daily","time_zone":"Mars"})"))),
            "time_zone");
  EXPECT_EQ(field_of(parse_schedule_settings(config(R"({"cron":"@daily","overlap":"wait"})"))),
            "overlap");
  EXPECT_EQ(field_of(parse_schedule_settings(config(R"({"cron":"@daily","queue":"slow"})"))),
            "queue");
}

}  // namespace
}  // namespace elevaite::model
