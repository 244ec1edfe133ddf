// Coroutines. Task<T> is Asio's awaitable on one event loop: one thread runs all coroutines of a
// process, so code between two co_awaits is atomic and needs no locks.
//
// Rules (docs/architecture.md, "Coroutines"):
// - A function that waits returns Task<Result<T>>. Parameters by value. A capturing lambda is never
// a
//   coroutine. `co_await` stands alone in a statement or an initialiser (g++ 12 destroys
//   temporaries of larger expressions twice: no aggregate temporaries, braced lists, closures or ?:
//   beside co_await).
// - Cancellation unwinds: a cancelled coroutine's next co_await throws boost::system::system_error
// with
//   operation_aborted. Do not catch it; hold resources in destructors.
// - Nothing is detached: spawn into a TaskGroup that somebody stops.
#pragma once
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <list>
#include <memory>

#include "core/result.hpp"
#include "core/time.hpp"

namespace elevaite {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

template <class T = void>
using Task = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> use_task{};
// The same for an operation whose error code is an answer: gives a tuple and throws nothing.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> use_tuple_task{use_task};

Task<Executor> current_executor();
Task<void> sleep_for(Duration duration);

// One call of it resumes the coroutine that waits in suspend(). May be called from any thread, at
// most once; destroying it uncalled abandons the coroutine (only at shutdown).
template <class T>
class Completion {
 public:
  template <class Handler>
  Completion(Executor executor, Handler handler)
      : impl_(std::make_unique<Impl<Handler>>(std::move(executor), std::move(handler))) {}
  void operator()(T value) {
    auto impl = std::move(impl_);
    impl->complete(std::move(value));
  }

 private:
  struct Base {
    virtual ~Base() = default;
    virtual void complete(T value) = 0;
  };
  template <class Handler>
  struct Impl final : Base {
    Impl(Executor e, Handler h) : executor(std::move(e)), handler(std::move(h)) {}
    void complete(T value) override {
      asio::post(executor, [h = std::move(handler), v = std::move(value)]() mutable {
        std::move(h)(std::move(v));
      });
    }
    Executor executor;
    Handler handler;
  };
  std::unique_ptr<Base> impl_;
};

// Suspends the calling coroutine and hands `start` the Completion that resumes it. Not cancellable.
template <class T, class Start>
Task<T> suspend(Start start) {
  auto executor = co_await current_executor();
  auto initiate = [&start, &executor](auto handler) {
    start(Completion<T>(executor, std::move(handler)));
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void(T)>(initiate,
                                                                                          use_task);
}

// Runs `work` and cancels it when `limit` has passed; then the answer is ErrorCode::timeout, unless
// the work came to an end all the same. Work that cannot be cancelled (suspend) is waited for.
// `what` names the work in the message ("the model call").
// Also forwards the caller's own cancellation. Instantiated for few T: see task_timeout.hpp.
template <class T>
Task<Result<T>> with_timeout(Duration limit, Task<Result<T>> work, std::string what);

// Wakes coroutines of the same loop. Not thread-safe. Who still waits when it is destroyed is
// cancelled.
class Notification {
 public:
  explicit Notification(Executor executor) : executor_(executor) {}
  ~Notification();
  Notification(const Notification&) = delete;
  Notification& operator=(const Notification&) = delete;

  // Returns at the next notify_all(); throws operation_aborted when the caller is cancelled.
  Task<void> wait();
  // Returns whether it was notified before `limit` passed.
  Task<bool> wait_for(Duration limit);
  void notify_all();

 private:
  struct Waiter;
  Executor executor_;
  Waiter* first_ = nullptr;
};

// Starts the outermost coroutine of a loop: a program's, or a test's. `ended` is called on the loop
// with what the coroutine threw. One function for all of them, because co_spawn costs seconds to
// compile for each kind of result.
void start_task(Executor executor, Task<void> work, std::function<void(std::exception_ptr)> ended);

// Owns running coroutines. Lives on the loop's thread and must not outlive the loop.
class TaskGroup {
 public:
  explicit TaskGroup(Executor executor) : executor_(executor), empty_(executor) {}
  ~TaskGroup();
  TaskGroup(const TaskGroup&) = delete;
  TaskGroup& operator=(const TaskGroup&) = delete;

  // An exception that leaves `work`, other than cancellation, is logged.
  void spawn(Task<void> work);
  std::size_t size() const { return running_.size(); }
  // Asks everything that runs to unwind at its next suspension.
  void cancel();
  // Waits until nothing runs any more.
  Task<void> join();
  // The same, but gives up after `limit`; returns whether nothing runs any more. Cancels nothing.
  Task<bool> join_for(Duration limit);

 private:
  struct Entry {
    asio::cancellation_signal signal;
    bool has_started = false;
    bool is_cancelled = false;
  };
  static Task<void> run(std::shared_ptr<Entry> entry, Task<void> work);
  Executor executor_;
  std::list<std::shared_ptr<Entry>> running_;
  Notification empty_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace elevaite
