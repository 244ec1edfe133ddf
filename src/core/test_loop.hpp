// For tests only: runs one coroutine on a loop until it ends.
#pragma once
#include <optional>
#include <stdexcept>

#include "core/task.hpp"

namespace elevaite {

// Throws what the coroutine throws, and runtime_error when it has not ended within `limit`.
template <class T>
T run_task(asio::io_context& loop, Task<T> task, Duration limit = 30s) {
  std::optional<T> result;
  std::exception_ptr failure;
  asio::co_spawn(loop.get_executor(), std::move(task), [&](std::exception_ptr thrown, T value) {
    failure = thrown;
    result.emplace(std::move(value));
  });
  auto deadline = std::chrono::steady_clock::now() + limit;
  loop.restart();
  while (!result && std::chrono::steady_clock::now() < deadline) {
    loop.run_one_until(deadline);
  }
  if (failure) std::rethrow_exception(failure);
  if (!result) throw std::runtime_error("the coroutine did not end in time");
  return std::move(*result);
}

}  // namespace elevaite
