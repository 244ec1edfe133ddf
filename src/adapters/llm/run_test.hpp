// Runs one coroutine to its end on a loop of its own.
#pragma once
#include <gtest/gtest.h>

#include <optional>

#include "core/task.hpp"

namespace elevaite {

template <class T>
T run_to_end(asio::io_context& loop, Task<T> task) {
  std::optional<T> result;
  std::exception_ptr failure;
  asio::co_spawn(loop, std::move(task), [&](std::exception_ptr error, T value) {
    failure = error;
    if (!error) result.emplace(std::move(value));
  });
  loop.restart();
  while (!result && !failure && loop.run_one() > 0) {
  }
  if (failure) std::rethrow_exception(failure);
  EXPECT_TRUE(result.has_value()) << "the coroutine never ended";
  return *std::move(result);
}

template <class T>
T run_to_end(Task<T> task) {
  asio::io_context loop(1);
  return run_to_end(loop, std::move(task));
}

}  // namespace elevaite
