#include "core/task.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/this_coro.hpp>

#include "core/log.hpp"

namespace elevaite {
namespace {
constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kTupleTask{use_task};
}

Task<Executor> current_executor() { co_return co_await asio::this_coro::executor; }

Task<void> sleep_for(Duration duration) {
  auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor, duration);
  co_await timer.async_wait(use_task);
}

Task<void> Notification::wait() {
  auto seen = generation_;
  while (seen == generation_) {
    [[maybe_unused]] auto [code] = co_await timer_.async_wait(kTupleTask);
    auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) co_return;
  }
}

Task<bool> Notification::wait_for(Duration limit) {
  // A timer of its own is woken by the shared one through the generation check, at a cost of one extra
  // timer; the shared timer cannot hold several deadlines.
  auto seen = generation_;
  auto deadline = std::chrono::steady_clock::now() + limit;
  while (seen == generation_) {
    auto left = deadline - std::chrono::steady_clock::now();
    if (left <= std::chrono::steady_clock::duration::zero()) co_return false;
    auto executor = co_await asio::this_coro::executor;
    asio::steady_timer limit_timer(executor, left);
    limit_timer.async_wait([this](const boost::system::error_code& code) {
      if (!code) timer_.cancel();
    });
    [[maybe_unused]] auto [code] = co_await timer_.async_wait(kTupleTask);
    limit_timer.cancel();
    auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) co_return false;
  }
  co_return true;
}

void Notification::notify_all() {
  ++generation_;
  timer_.cancel();
}

TaskGroup::~TaskGroup() {
  *alive_ = false;
  cancel();
}

void TaskGroup::spawn(Task<void> work) {
  auto entry = std::make_shared<Entry>();
  running_.push_back(entry);
  auto position = std::prev(running_.end());
  auto finished = [this, alive = alive_, position, entry](std::exception_ptr failure) {
    if (failure) {
      try {
        std::rethrow_exception(failure);
      } catch (const boost::system::system_error& error) {
        if (error.code() != asio::error::operation_aborted) {
          log_error("a background task failed", {{"error", error.what()}});
        }
      } catch (const std::exception& error) {
        log_error("a background task failed", {{"error", error.what()}});
      }
    }
    if (!*alive) return;
    running_.erase(position);
    if (running_.empty()) empty_.notify_all();
  };
  asio::co_spawn(executor_, std::move(work),
                 asio::bind_cancellation_slot(entry->signal.slot(), std::move(finished)));
}

void TaskGroup::cancel() {
  // A copy, because a handler may erase its entry while the signal is being emitted.
  auto entries = running_;
  for (auto& entry : entries) entry->signal.emit(asio::cancellation_type::terminal);
}

Task<void> TaskGroup::join() {
  while (!running_.empty()) {
    co_await empty_.wait();
  }
}

}  // namespace elevaite
