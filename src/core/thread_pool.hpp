// Threads for work that blocks or burns CPU (SQLite, password hashing), with a bounded queue.
#pragma once
#include <boost/asio/thread_pool.hpp>
#include <atomic>

#include "core/task.hpp"

namespace elevaite {

class ThreadPool {
 public:
  ThreadPool(std::size_t threads, std::size_t max_waiting) : pool_(threads), max_waiting_(max_waiting) {}
  ~ThreadPool() { pool_.join(); }

  // Runs `work` (a callable returning Result<T>) on a pool thread and resumes the caller on its loop.
  // Answers `unavailable` when the queue is full. Not cancellable once started.
  template <class T, class Work>
  Task<Result<T>> run(Work work) {
    if (waiting_.fetch_add(1) >= max_waiting_) {
      waiting_.fetch_sub(1);
      co_return Error{ErrorCode::unavailable, "The server is busy. Try again in a moment.", "busy"};
    }
    auto start = [this, &work](Completion<Result<T>> done) {
      asio::post(pool_, [this, done = std::move(done), work = std::move(work)]() mutable {
        waiting_.fetch_sub(1);
        done(work());
      });
    };
    co_return co_await suspend<Result<T>>(std::move(start));
  }

 private:
  asio::thread_pool pool_;
  std::atomic<std::size_t> waiting_{0};
  std::size_t max_waiting_;
};

}  // namespace elevaite
