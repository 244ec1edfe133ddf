#include "jobs/job_window.hpp"

#include <gtest/gtest.h>

namespace elevaite::jobs {
namespace {

constexpr std::size_t kMost = 192;

TEST(JobWindow, opens_while_claims_are_answered_soon) {
  JobWindow window(kMost);
  for (int i = 0; i < 40; ++i) window.claimed(1ms, true);
  EXPECT_EQ(window.size(), kMost);
}

TEST(JobWindow, does_not_grow_while_there_is_room) {
  JobWindow window(kMost);
  for (int i = 0; i < 40; ++i) window.claimed(1ms, false);
  EXPECT_EQ(window.size(), JobWindow::kFirst);
}

TEST(JobWindow, closes_to_a_few_while_claims_are_slow_and_opens_again) {
  JobWindow window(kMost);
  for (int i = 0; i < 40; ++i) window.claimed(1ms, true);
  for (int i = 0; i < 40; ++i) window.claimed(100ms, true);
  EXPECT_EQ(window.size(), JobWindow::kLeast);
  for (int i = 0; i < 60; ++i) window.claimed(1ms, true);
  EXPECT_EQ(window.size(), kMost);
}

TEST(JobWindow, does_not_take_a_slow_disk_for_work) {
  JobWindow window(kMost);
  for (int i = 0; i < 10'000; ++i) window.claimed(i % 3 == 0 ? 30ms : 40ms, true);
  EXPECT_EQ(window.size(), kMost);
  for (int i = 0; i < 40; ++i) window.claimed(200ms, true);
  EXPECT_EQ(window.size(), JobWindow::kLeast);
}

TEST(JobWindow, stays_within_the_slots) {
  for (std::size_t most : {1, 3, 5, 20}) {
    JobWindow window(most);
    EXPECT_LE(window.size(), most);
    window.claimed(1ms, true);
    for (int i = 0; i < 40; ++i) window.claimed(100ms, true);
    EXPECT_GE(window.size(), 1U);
    EXPECT_LE(window.size(), most);
    for (int i = 0; i < 40; ++i) window.claimed(1ms, true);
    EXPECT_EQ(window.size(), most);
  }
}

}  // namespace
}  // namespace elevaite::jobs
