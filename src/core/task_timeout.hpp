// with_timeout: apart from task.hpp, because its templates are slow to compile.
#pragma once
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>

#include "core/task.hpp"

namespace elevaite {

// See TaskGroup::run: a cancellation must not outlive the work it was meant for.
template <class T>
Task<Result<T>> contain_cancellation(Task<Result<T>> work) {
  std::exception_ptr failure;
  std::optional<Result<T>> result;
  try {
    Result<T> answer = co_await std::move(work);
    result.emplace(std::move(answer));
  } catch (...) {
    failure = std::current_exception();
  }
  co_await asio::this_coro::reset_cancellation_state();
  if (failure) std::rethrow_exception(failure);
  co_return std::move(*result);
}

template <class T>
Task<Result<T>> with_timeout(Duration limit, Task<Result<T>> work, std::string what) {
  auto executor = co_await current_executor();
  Timer timer(executor, limit);
  auto group = asio::experimental::make_parallel_group(
      asio::co_spawn(executor, contain_cancellation<T>(std::move(work)), asio::deferred),
      timer.async_wait(asio::deferred));
  auto [order, failure, result, timer_code] =
      co_await group.async_wait(asio::experimental::wait_for_one(), use_task);
  if (order[0] == 1 && !timer_code && (failure || !result.has_value())) {
    auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(limit).count();
    co_return Error{ErrorCode::timeout,
                    "Gave up on " + what + " after " + std::to_string(ms) + " ms.", "timeout"};
  }
  if (failure) std::rethrow_exception(failure);
  co_return std::move(result);
}

}  // namespace elevaite
