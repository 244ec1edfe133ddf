#include "model/job.hpp"

#include <gtest/gtest.h>

namespace elevaite::model {
namespace {

TEST(Job, spells_every_status_as_it_is_stored) {
  for (auto text : {"queued", "running", "retrying", "succeeded", "failed", "cancelled"}) {
    auto status = job_status_from(text);
    ASSERT_TRUE(status) << text;
    EXPECT_EQ(to_string(*status), text);
    EXPECT_EQ(is_terminal(*status),
              std::string_view(text).ends_with("ed") && std::string_view(text) != "queued");
  }
  EXPECT_FALSE(job_status_from("dead"));
}

TEST(Job, doubles_the_longest_wait_up_to_the_cap) {
  constexpr double kNearlyOne = 0.999'999;
  auto longest = [](std::int64_t attempt) {
    return std::chrono::round<std::chrono::milliseconds>(retry_delay(attempt, 1s, 60s, kNearlyOne));
  };
  EXPECT_EQ(longest(1), 1s);
  EXPECT_EQ(longest(2), 2s);
  EXPECT_EQ(longest(5), 16s);
  EXPECT_EQ(longest(7), 60s);
  EXPECT_EQ(longest(1'000'000), 60s);
  EXPECT_EQ(retry_delay(3, 1s, 60s, 0), 0s);
  EXPECT_EQ(retry_delay(3, 1s, 60s, 0.5), 2s);
}

}  // namespace
}  // namespace elevaite::model
