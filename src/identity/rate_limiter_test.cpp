#include "identity/rate_limiter.hpp"

#include <gtest/gtest.h>

namespace elevaite::identity {
namespace {

TEST(rate_limiter, lets_a_burst_through_and_then_says_how_long_to_wait) {
  ManualClock clock;
  RateLimiter limiter(60, 3, clock);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limiter.take("a").has_value());
  auto refused = limiter.take("a");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::rate_limited);
  EXPECT_EQ(refused.error().retry_after, 1000ms);
  EXPECT_TRUE(limiter.take("b").has_value());
  clock.advance(1s);
  EXPECT_TRUE(limiter.take("a").has_value());
  EXPECT_FALSE(limiter.take("a").has_value());
}

TEST(rate_limiter, never_saves_more_than_a_burst) {
  ManualClock clock;
  RateLimiter limiter(60, 2, clock);
  EXPECT_TRUE(limiter.take("a").has_value());
  clock.advance(std::chrono::hours(5));
  EXPECT_TRUE(limiter.take("a").has_value());
  EXPECT_TRUE(limiter.take("a").has_value());
  EXPECT_FALSE(limiter.take("a").has_value());
}

TEST(rate_limiter, remembers_a_bounded_number_of_addresses) {
  ManualClock clock;
  RateLimiter limiter(60, 1, clock, 2);
  EXPECT_TRUE(limiter.take("a").has_value());
  EXPECT_TRUE(limiter.take("b").has_value());
  EXPECT_TRUE(limiter.take("c").has_value());
  EXPECT_TRUE(limiter.take("a").has_value());
  EXPECT_FALSE(limiter.take("c").has_value());
}

}  // namespace
}  // namespace elevaite::identity
