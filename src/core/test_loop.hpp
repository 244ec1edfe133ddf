// For tests only: runs coroutines on a loop until they end.
#pragma once
#include <optional>
#include <stdexcept>

#include "core/task.hpp"

namespace elevaite {

// Puts what `task` returns where the test looks for it. By way of it every result is started by the
// same start_task().
template <class T>
Task<void> keep_result(Task<T> task, std::optional<T>& result) {
  T value = co_await std::move(task);
  result.emplace(std::move(value));
}

// For tasks that do not throw: the test ends when one does.
inline void rethrow(std::exception_ptr thrown) {
  if (thrown) std::rethrow_exception(thrown);
}

// Throws what the coroutine throws, and runtime_error when it has not ended within `limit`, or
// earlier when the loop has nothing more to do.
template <class T>
T run_task(asio::io_context& loop, Task<T> task, Duration limit = 30s) {
  std::optional<T> result;
  std::exception_ptr failure;
  bool has_ended = false;
  start_task(loop.get_executor(), keep_result(std::move(task), result),
             [&](std::exception_ptr thrown) {
               failure = thrown;
               has_ended = true;
             });
  auto deadline = std::chrono::steady_clock::now() + limit;
  loop.restart();
  while (!has_ended && std::chrono::steady_clock::now() < deadline) {
    if (loop.run_one_until(deadline) == 0) break;
  }
  if (failure) std::rethrow_exception(failure);
  if (!result) throw std::runtime_error("the coroutine did not end in time");
  return std::move(*result);
}

}  // namespace elevaite
