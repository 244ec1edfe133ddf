// Threads for work that blocks or burns CPU (SQLite, password hashing), with a bounded queue. The
// loops whose coroutines wait for work must outlive the pool.
#pragma once
#include <atomic>
#include <boost/asio/thread_pool.hpp>

#include "core/log.hpp"
#include "core/task.hpp"

namespace elevaite {

class ThreadPool {
 public:
  // At most `threads` pieces of work run and `max_waiting` more wait.
  ThreadPool(std::size_t threads, std::size_t max_waiting)
      : pool_(threads), max_accepted_(threads + max_waiting) {}
  // Runs what was accepted to its end.
  ~ThreadPool() { pool_.join(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // Runs `work` (a callable returning Result<T>) on a pool thread and resumes the caller on its
  // loop. Answers `unavailable` when the queue is full, `internal` when the work throws. Not
  // cancellable once started.
  template <class T, class Work>
  Task<Result<T>> run(Work work) {
    if (accepted_.fetch_add(1, std::memory_order_relaxed) >= max_accepted_) {
      accepted_.fetch_sub(1, std::memory_order_relaxed);
      co_return Error{ErrorCode::unavailable, "The server is busy. Try again in a moment.", "busy"};
    }
    auto start = [this, &work](Completion<Result<T>> done) {
      auto job = [this, done = std::move(done), work = std::move(work)]() mutable {
        auto result = guarded<T>(work);
        accepted_.fetch_sub(1, std::memory_order_relaxed);
        done(std::move(result));
      };
      asio::post(pool_, std::move(job));
    };
    co_return co_await suspend<Result<T>>(std::move(start));
  }

 private:
  // An exception must not reach the pool's thread, where it would end the process.
  template <class T, class Work>
  static Result<T> guarded(Work& work) {
    try {
      return work();
    } catch (const std::exception& error) {
      log_error("work on a pool thread failed", {{"error", error.what()}});
      return internal_error(std::string("work on a pool thread failed: ") + error.what());
    } catch (...) {
      log_error("work on a pool thread failed");
      return internal_error("work on a pool thread failed");
    }
  }

  asio::thread_pool pool_;
  std::atomic<std::size_t> accepted_{0};
  std::size_t max_accepted_;
};

}  // namespace elevaite
