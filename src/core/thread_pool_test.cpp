#include "core/thread_pool.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

namespace elevaite {
namespace {

struct ThreadPoolTest : testing::Test {
  asio::io_context loop{1};
  std::vector<Result<int>> results;
  std::vector<std::thread::id> resumed_on;

  void run() {
    loop.restart();
    loop.run_for(5s);
    ASSERT_TRUE(loop.stopped()) << "something still waits";
  }
};

template <class Work>
Task<void> collect(ThreadPool& pool, Work work, ThreadPoolTest& test) {
  auto result = co_await pool.run<int>(std::move(work));
  test.results.push_back(std::move(result));
  test.resumed_on.push_back(std::this_thread::get_id());
}

TEST_F(ThreadPoolTest, runs_work_off_the_loop_and_resumes_on_it) {
  ThreadPool pool(2, 8);
  TaskGroup group(loop.get_executor());
  std::thread::id worked_on;
  auto work = [&worked_on]() -> Result<int> {
    worked_on = std::this_thread::get_id();
    return 41;
  };
  group.spawn(collect(pool, work, *this));
  run();
  ASSERT_EQ(results.size(), 1u);
  EXPECT_EQ(results[0].value(), 41);
  EXPECT_NE(worked_on, std::this_thread::get_id());
  EXPECT_EQ(resumed_on[0], std::this_thread::get_id());
}

TEST_F(ThreadPoolTest, refuses_work_beyond_its_bound_and_accepts_again_afterwards) {
  ThreadPool pool(1, 2);
  TaskGroup group(loop.get_executor());
  std::latch gate(1);
  auto blocked = [&gate]() -> Result<int> {
    gate.wait();
    return 1;
  };
  for (int i = 0; i < 5; ++i) group.spawn(collect(pool, blocked, *this));
  loop.poll();
  ASSERT_EQ(results.size(), 2u) << "one runs, two wait, two are refused";
  for (auto& result : results) EXPECT_EQ(result.error().code, ErrorCode::unavailable);
  gate.count_down();
  run();
  ASSERT_EQ(results.size(), 5u);
  for (int i = 2; i < 5; ++i) EXPECT_EQ(results[static_cast<std::size_t>(i)].value(), 1);
  group.spawn(collect(pool, blocked, *this));
  run();
  EXPECT_EQ(results.back().value(), 1);
}

TEST_F(ThreadPoolTest, idle_threads_take_work_even_when_nothing_may_wait) {
  ThreadPool pool(2, 0);
  TaskGroup group(loop.get_executor());
  std::latch both_run(2);
  auto work = [&both_run]() -> Result<int> {
    both_run.arrive_and_wait();
    return 5;
  };
  group.spawn(collect(pool, work, *this));
  group.spawn(collect(pool, work, *this));
  run();
  ASSERT_EQ(results.size(), 2u);
  for (auto& result : results) EXPECT_EQ(result.value(), 5);
}

TEST_F(ThreadPoolTest, turns_an_exception_into_an_internal_error) {
  ThreadPool pool(1, 1);
  TaskGroup group(loop.get_executor());
  auto work = []() -> Result<int> { throw std::runtime_error("deliberate"); };
  group.spawn(collect(pool, work, *this));
  run();
  ASSERT_EQ(results.size(), 1u);
  EXPECT_EQ(results[0].error().code, ErrorCode::internal);
}

TEST_F(ThreadPoolTest, finishes_accepted_work_before_it_is_destroyed) {
  std::atomic<int> done{0};
  TaskGroup group(loop.get_executor());
  auto work = [&done]() -> Result<int> { return ++done; };
  {
    ThreadPool pool(1, 100);
    for (int i = 0; i < 50; ++i) group.spawn(collect(pool, work, *this));
    loop.poll();
  }
  EXPECT_EQ(done, 50);
  run();
  EXPECT_EQ(results.size(), 50u);
}

}  // namespace
}  // namespace elevaite
