#include "core/task.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "core/task_timeout.hpp"

namespace elevaite {
namespace {

struct TaskTest : testing::Test {
  asio::io_context loop{1};
  Executor executor = loop.get_executor();

  // Runs the loop until nothing is left to do; a coroutine that hangs fails the test.
  void run() {
    loop.restart();
    loop.run_for(5s);
    ASSERT_TRUE(loop.stopped()) << "something still waits";
  }
};

Task<void> append_after_notification(Notification& notification, std::vector<int>& log, int id) {
  co_await notification.wait();
  log.push_back(id);
}

Task<void> sleep_then_set(Duration duration, bool& flag) {
  co_await sleep_for(duration);
  flag = true;
}

Task<void> wait_limited(Notification& notification, Duration limit, std::vector<bool>& answers) {
  bool notified = co_await notification.wait_for(limit);
  answers.push_back(notified);
}

struct CountsDestruction {
  int& count;
  ~CountsDestruction() { ++count; }
};

Task<void> hold_until_cancelled(int& released) {
  CountsDestruction resource{released};
  co_await sleep_for(1h);
}

Task<void> fail() {
  co_await sleep_for(0us);
  throw std::runtime_error("deliberate");
}

Task<void> throw_number() {
  co_await sleep_for(0us);
  throw 7;
}

Task<Result<int>> answer_after(Duration duration, int value) {
  co_await sleep_for(duration);
  co_return value;
}

Task<Result<int>> answer_failing() {
  co_await sleep_for(0us);
  co_return not_found("thing");
}

Task<void> measure(Duration limit, Task<Result<int>> work, std::optional<Result<int>>& out) {
  auto result = co_await with_timeout<int>(limit, std::move(work), "the test's work");
  out = std::move(result);
}

TEST_F(TaskTest, notification_wakes_everyone_who_waits_and_nobody_who_comes_later) {
  Notification notification(executor);
  std::vector<int> log;
  TaskGroup group(executor);
  group.spawn(append_after_notification(notification, log, 1));
  group.spawn(append_after_notification(notification, log, 2));
  loop.poll();
  EXPECT_TRUE(log.empty());
  notification.notify_all();
  group.spawn(append_after_notification(notification, log, 3));
  loop.restart();
  loop.poll();
  std::sort(log.begin(), log.end());
  EXPECT_EQ(log, (std::vector<int>{1, 2}));
  notification.notify_all();
  run();
  EXPECT_EQ(log.size(), 3u);
}

TEST_F(TaskTest, notification_wait_for_tells_a_notification_from_the_limit) {
  Notification notification(executor);
  std::vector<bool> answers;
  TaskGroup group(executor);
  group.spawn(wait_limited(notification, 1ms, answers));
  run();
  EXPECT_EQ(answers, std::vector<bool>{false});
  group.spawn(wait_limited(notification, 1h, answers));
  group.spawn(wait_limited(notification, Duration::max(), answers));
  loop.restart();
  loop.poll();
  notification.notify_all();
  run();
  EXPECT_EQ(answers, (std::vector<bool>{false, true, true}));
}

TEST_F(TaskTest, a_cancelled_waiter_unwinds_and_leaves_the_others_waiting) {
  Notification notification(executor);
  std::vector<int> log;
  TaskGroup cancelled(executor), kept(executor);
  cancelled.spawn(append_after_notification(notification, log, 1));
  kept.spawn(append_after_notification(notification, log, 2));
  loop.poll();
  cancelled.cancel();
  loop.restart();
  loop.poll();
  EXPECT_EQ(cancelled.size(), 0u);
  EXPECT_EQ(kept.size(), 1u);
  notification.notify_all();
  run();
  EXPECT_EQ(log, std::vector<int>{2});
}

TEST_F(TaskTest, a_notification_destroyed_first_cancels_its_waiters) {
  auto notification = std::make_unique<Notification>(executor);
  std::vector<int> log;
  TaskGroup group(executor);
  group.spawn(append_after_notification(*notification, log, 1));
  loop.poll();
  notification.reset();
  run();
  EXPECT_EQ(group.size(), 0u);
  EXPECT_TRUE(log.empty());
}

Task<void> join(TaskGroup& group, bool& joined) {
  co_await group.join();
  joined = true;
}

TEST_F(TaskTest, group_cancels_what_runs_and_join_waits_for_it) {
  TaskGroup group(executor), outer(executor);
  int released = 0;
  bool joined = false;
  for (int i = 0; i < 3; ++i) group.spawn(hold_until_cancelled(released));
  outer.spawn(join(group, joined));
  loop.poll();
  EXPECT_EQ(group.size(), 3u);
  EXPECT_FALSE(joined);
  group.cancel();
  run();
  EXPECT_EQ(released, 3);
  EXPECT_TRUE(joined);
}

Task<void> join_limited(TaskGroup& group, Duration limit, std::optional<bool>& answer) {
  bool all_ended = co_await group.join_for(limit);
  answer = all_ended;
}

TEST_F(TaskTest, join_for_gives_up_after_its_limit_and_cancels_nothing) {
  TaskGroup group(executor), outer(executor);
  int released = 0;
  std::optional<bool> first, second;
  group.spawn(hold_until_cancelled(released));
  outer.spawn(join_limited(group, 2ms, first));
  while (!first) loop.run_one();
  EXPECT_FALSE(*first);
  EXPECT_EQ(released, 0);
  outer.spawn(join_limited(group, 1h, second));
  loop.poll();
  group.cancel();
  run();
  EXPECT_EQ(second, true);
}

TEST_F(TaskTest, group_survives_tasks_that_throw) {
  TaskGroup group(executor);
  bool flag = false;
  group.spawn(fail());
  group.spawn(throw_number());
  group.spawn(sleep_then_set(1ms, flag));
  run();
  EXPECT_TRUE(flag);
  EXPECT_EQ(group.size(), 0u);
}

TEST_F(TaskTest, a_task_cancelled_before_it_starts_never_runs) {
  TaskGroup group(executor);
  int released = 0;
  group.spawn(hold_until_cancelled(released));
  group.cancel();
  run();
  EXPECT_EQ(released, 0);
  EXPECT_EQ(group.size(), 0u);
}

Task<void> cancel_own_group(TaskGroup& group, bool& went_on) {
  group.cancel();
  co_await sleep_for(0us);
  went_on = true;
}

TEST_F(TaskTest, a_task_may_cancel_its_own_group) {
  TaskGroup group(executor);
  bool went_on = false;
  group.spawn(cancel_own_group(group, went_on));
  run();
  EXPECT_FALSE(went_on);
  EXPECT_EQ(group.size(), 0u);
}

Task<Result<int>> cancel_and_answer(TaskGroup& group) {
  group.cancel();
  co_return 7;
}

TEST_F(TaskTest, work_under_a_timeout_may_cancel_its_caller) {
  TaskGroup group(executor);
  std::optional<Result<int>> out;
  group.spawn(measure(1h, cancel_and_answer(group), out));
  run();
  EXPECT_EQ(group.size(), 0u);
}

TEST_F(TaskTest, a_destroyed_group_unwinds_its_tasks) {
  int released = 0;
  {
    TaskGroup group(executor);
    group.spawn(hold_until_cancelled(released));
    loop.poll();
  }
  run();
  EXPECT_EQ(released, 1);
}

TEST_F(TaskTest, tasks_abandoned_with_their_loop_release_what_they_hold) {
  int released = 0;
  auto short_loop = std::make_unique<asio::io_context>(1);
  auto group = std::make_unique<TaskGroup>(short_loop->get_executor());
  group->spawn(hold_until_cancelled(released));
  short_loop->poll();
  group.reset();
  EXPECT_EQ(released, 0);
  short_loop.reset();
  EXPECT_EQ(released, 1);
}

TEST_F(TaskTest, with_timeout_passes_the_result_through) {
  TaskGroup group(executor);
  std::optional<Result<int>> value, error;
  group.spawn(measure(1h, answer_after(1ms, 7), value));
  group.spawn(measure(1h, answer_failing(), error));
  run();
  EXPECT_EQ(value->value(), 7);
  EXPECT_EQ(error->error().code, ErrorCode::not_found);
}

TEST_F(TaskTest, with_timeout_cancels_what_takes_too_long_and_names_it) {
  TaskGroup group(executor);
  std::optional<Result<int>> out;
  group.spawn(measure(2ms, answer_after(1h, 7), out));
  run();
  ASSERT_TRUE(out && out->has_error());
  EXPECT_EQ(out->error().code, ErrorCode::timeout);
  EXPECT_NE(out->error().message.find("the test's work"), std::string::npos);
}

TEST_F(TaskTest, with_timeout_forwards_the_cancellation_of_its_caller) {
  TaskGroup group(executor);
  std::optional<Result<int>> out;
  group.spawn(measure(1h, answer_after(1h, 7), out));
  loop.poll();
  group.cancel();
  run();
  EXPECT_FALSE(out.has_value());
  EXPECT_EQ(group.size(), 0u);
}

Task<void> fetch_from_thread(std::thread& thread, std::string& out, std::thread::id& resumed_on) {
  auto start = [&thread](Completion<std::string> done) {
    thread = std::thread([done = std::move(done)]() mutable { done("from afar"); });
  };
  auto text = co_await suspend<std::string>(start);
  out = std::move(text);
  resumed_on = std::this_thread::get_id();
}

TEST_F(TaskTest, suspend_resumes_on_the_loop_when_another_thread_completes) {
  for (int i = 0; i < 50; ++i) {
    TaskGroup group(executor);
    std::thread thread;
    std::string out;
    std::thread::id resumed_on;
    group.spawn(fetch_from_thread(thread, out, resumed_on));
    run();
    thread.join();
    EXPECT_EQ(out, "from afar");
    EXPECT_EQ(resumed_on, std::this_thread::get_id());
  }
}

}  // namespace
}  // namespace elevaite
