#include "core/task.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/this_coro.hpp>

#include "core/log.hpp"

namespace elevaite {
namespace {
// Longer waits are cut to this, so that an instant plus a duration cannot overflow.
constexpr Duration kForever = std::chrono::hours(24 * 365 * 10);
}  // namespace

Task<Executor> current_executor() { co_return co_await asio::this_coro::executor; }

Task<void> sleep_for(Duration duration) {
  auto executor = co_await asio::this_coro::executor;
  Timer timer(executor, std::min(duration, kForever));
  co_await timer.async_wait(use_task);
}

// A coroutine that waits. It lives in the coroutine's frame and is linked into its Notification;
// each has a timer of its own, so that deadlines differ and a cancelled waiter disturbs no other.
struct Notification::Waiter {
  Waiter(Notification& notification, Duration limit)
      : timer(notification.executor_, std::min(limit, kForever)),
        owner(&notification),
        next(notification.first_) {
    if (next) next->previous = this;
    owner->first_ = this;
  }
  ~Waiter() { unlink(); }
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;

  void unlink() {
    if (!owner) return;
    (previous ? previous->next : owner->first_) = next;
    if (next) next->previous = previous;
    owner = nullptr;
  }

  Timer timer;
  Notification* owner;
  Waiter* next;
  Waiter* previous = nullptr;
  bool is_notified = false;
};

Notification::~Notification() {
  while (first_) {
    Waiter& waiter = *first_;
    waiter.unlink();
    waiter.timer.cancel();
  }
}

Task<void> Notification::wait() {
  while (true) {
    bool is_notified = co_await wait_for(kForever);
    if (is_notified) co_return;
  }
}

Task<bool> Notification::wait_for(Duration limit) {
  Waiter waiter(*this, limit);
  auto [code] = co_await waiter.timer.async_wait(use_tuple_task);
  if (waiter.is_notified) co_return true;
  if (code) throw boost::system::system_error(code);
  co_return false;
}

void Notification::notify_all() {
  while (first_) {
    Waiter& waiter = *first_;
    waiter.unlink();
    waiter.is_notified = true;
    waiter.timer.cancel();
  }
}

void start_task(Executor executor, Task<void> work, std::function<void(std::exception_ptr)> ended) {
  asio::co_spawn(executor, std::move(work), std::move(ended));
}

TaskGroup::~TaskGroup() {
  *alive_ = false;
  cancel();
}

// co_spawn's own coroutine lets an exception escape into the loop when it is cancelled before its
// first suspension. So a task that has not started is cancelled by a flag, and a cancellation that
// the task has seen is over when it ends.
Task<void> TaskGroup::run(std::shared_ptr<Entry> entry, Task<void> work) {
  entry->has_started = true;
  if (entry->is_cancelled) co_return;
  try {
    co_await std::move(work);
  } catch (const boost::system::system_error& error) {
    if (error.code() != asio::error::operation_aborted) {
      log_error("a background task failed", {{"error", error.what()}});
    }
  } catch (const std::exception& error) {
    log_error("a background task failed", {{"error", error.what()}});
  } catch (...) {
    log_error("a background task failed", {{"error", "an exception of unknown type"}});
  }
  co_await asio::this_coro::reset_cancellation_state();
}

void TaskGroup::spawn(Task<void> work) {
  auto entry = std::make_shared<Entry>();
  running_.push_back(entry);
  auto position = std::prev(running_.end());
  auto finished = [this, alive = alive_, position, entry](std::exception_ptr) {
    if (!*alive) return;
    running_.erase(position);
    if (running_.empty()) empty_.notify_all();
  };
  asio::co_spawn(executor_, run(entry, std::move(work)),
                 asio::bind_cancellation_slot(entry->signal.slot(), std::move(finished)));
}

void TaskGroup::cancel() {
  // A copy, because a handler may erase its entry while the signal is being emitted.
  auto entries = running_;
  for (auto& entry : entries) {
    entry->is_cancelled = true;
    if (entry->has_started) entry->signal.emit(asio::cancellation_type::terminal);
  }
  // When the loop is not running on this thread, the signals arrive by the queue: they must live
  // until then.
  if (!entries.empty()) asio::post(executor_, [kept = std::move(entries)] {});
}

Task<void> TaskGroup::join() {
  while (!running_.empty()) {
    co_await empty_.wait();
  }
}

Task<bool> TaskGroup::join_for(Duration limit) {
  const auto end = std::chrono::steady_clock::now() + std::min(limit, kForever);
  while (!running_.empty()) {
    auto left = std::chrono::duration_cast<Duration>(end - std::chrono::steady_clock::now());
    if (left <= Duration::zero()) co_return false;
    co_await empty_.wait_for(left);
  }
  co_return true;
}

}  // namespace elevaite
