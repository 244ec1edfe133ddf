#include "agents/parallel.hpp"

#include <algorithm>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>

namespace elevaite::agents {
namespace {

using Works = std::vector<std::function<Task<void>()>>;

// Takes the next piece of work until none is left. `works` and `next` outlive it: run_all waits.
Task<void> work_off(const Works& works, std::size_t& next) {
  while (next < works.size()) {
    const auto& work = works[next++];
    co_await work();
  }
}

}  // namespace

Task<void> run_all(Works works, std::size_t at_once) {
  std::size_t next = 0;
  std::size_t workers = std::min(std::max<std::size_t>(at_once, 1), works.size());
  if (workers == 0) co_return;
  if (workers == 1) {
    co_await work_off(works, next);
    co_return;
  }
  auto executor = co_await current_executor();
  using Spawned = decltype(asio::co_spawn(executor, work_off(works, next), asio::deferred));
  std::vector<Spawned> spawned;
  for (std::size_t i = 0; i < workers; ++i) {
    spawned.push_back(asio::co_spawn(executor, work_off(works, next), asio::deferred));
  }
  auto group = asio::experimental::make_parallel_group(std::move(spawned));
  auto [order, failures] = co_await group.async_wait(asio::experimental::wait_for_all(), use_task);
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace elevaite::agents
