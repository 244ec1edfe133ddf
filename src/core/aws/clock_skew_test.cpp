#include "core/aws/clock_skew.hpp"

#include <gtest/gtest.h>

namespace elevaite::aws {
namespace {

net::ClientResponse dated(std::string date) {
  net::ClientResponse response;
  response.status = 403;
  if (!date.empty()) response.headers.add("Date", std::move(date));
  return response;
}

TEST(ClockSkew, signs_by_their_clock_after_a_refusal_for_the_time) {
  ManualClock clock(*parse_rfc3339("2026-03-01T12:00:00Z"));
  ClockSkew skew(clock);
  EXPECT_EQ(skew.now(), clock.now());
  EXPECT_TRUE(skew.learn(dated("Sun, 01 Mar 2026 15:30:00 GMT"), "RequestTimeTooSkewed"));
  EXPECT_EQ(skew.now() - clock.now(), 3h + 30min);
  clock.advance(10s);
  EXPECT_EQ(to_rfc3339(skew.now()).substr(0, 19), "2026-03-01T15:30:10");
  // Ours was set right meanwhile.
  clock.advance(3h + 30min);
  EXPECT_TRUE(skew.learn(dated("Sun, 01 Mar 2026 15:30:10 GMT"), "InvalidSignatureException"));
  EXPECT_EQ(skew.now(), clock.now());
}

TEST(ClockSkew, is_not_to_blame_for_other_refusals) {
  ManualClock clock(*parse_rfc3339("2026-03-01T12:00:00Z"));
  ClockSkew skew(clock);
  EXPECT_FALSE(skew.learn(dated("Sun, 01 Mar 2026 15:30:00 GMT"), "AccessDenied"));
  EXPECT_FALSE(skew.learn(dated("Sun, 01 Mar 2026 12:03:00 GMT"), "SignatureDoesNotMatch"));
  EXPECT_FALSE(skew.learn(dated("yesterday"), "RequestTimeTooSkewed"));
  EXPECT_FALSE(skew.learn(dated(""), "RequestTimeTooSkewed"));
  EXPECT_EQ(skew.now(), clock.now());
}

}  // namespace
}  // namespace elevaite::aws
