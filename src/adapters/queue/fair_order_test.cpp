#include "adapters/queue/fair_order.hpp"

#include <gtest/gtest.h>

namespace elevaite::adapters::queue {
namespace {

// Serves `count` messages one at a time; `ready` has no end of them.
std::map<std::string, int> serve(FairOrder& order, const std::vector<std::string>& ready,
                                 int count) {
  std::map<std::string, int> served;
  for (int i = 0; i < count; ++i) {
    auto plan = order.plan(ready, 1);
    EXPECT_EQ(plan.size(), 1U);
    order.served(plan[0].first, 1);
    ++served[plan[0].first];
  }
  return served;
}

TEST(FairOrder, takes_turns) {
  FairOrder order;
  auto served = serve(order, {"a", "b", "c"}, 300);
  EXPECT_EQ(served["a"], 100);
  EXPECT_EQ(served["b"], 100);
  EXPECT_EQ(served["c"], 100);
}

TEST(FairOrder, gives_more_turns_to_the_heavier) {
  FairOrder order({{"a", 3.0}});
  auto served = serve(order, {"a", "b"}, 400);
  EXPECT_EQ(served["a"], 300);
  EXPECT_EQ(served["b"], 100);
}

TEST(FairOrder, lets_who_comes_late_go_first_but_only_once) {
  FairOrder order;
  serve(order, {"bulk"}, 100'000);
  auto plan = order.plan({"bulk", "late"}, 1);
  EXPECT_EQ(plan.at(0).first, "late");
  auto served = serve(order, {"bulk", "late"}, 100);
  EXPECT_NEAR(served["late"], 50, 1);
}

TEST(FairOrder, gives_no_more_than_there_is_room_for) {
  FairOrder order;
  auto plan = order.plan({"a", "b", "c"}, 8, {{"a", 1}, {"b", 0}});
  std::map<std::string, std::size_t> shares(plan.begin(), plan.end());
  EXPECT_EQ(shares["a"], 1U);
  EXPECT_EQ(shares.contains("b"), false);
  EXPECT_EQ(shares["c"], 7U);
}

TEST(FairOrder, divides_a_batch) {
  FairOrder order;
  auto plan = order.plan({"a", "b", "c"}, 8);
  std::map<std::string, std::size_t> shares(plan.begin(), plan.end());
  EXPECT_EQ(shares["a"], 3U);
  EXPECT_EQ(shares["b"], 3U);
  EXPECT_EQ(shares["c"], 2U);
  EXPECT_TRUE(order.plan({}, 8).empty());
  EXPECT_EQ(order.plan({"a"}, 8).at(0).second, 8U);
}

}  // namespace
}  // namespace elevaite::adapters::queue
