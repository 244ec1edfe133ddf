#include "adapters/database/sqlite_watch.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr std::string_view kVersion = "PRAGMA data_version";

}  // namespace

SqliteWatch::SqliteWatch(Executor executor, std::unique_ptr<SqliteConnection> connection)
    : executor_(executor), connection_(std::move(connection)) {}

SqliteWatch::~SqliteWatch() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

std::unique_ptr<ports::Listening> SqliteWatch::listen(std::string channel, Duration look,
                                                      std::function<void()> heard) {
  auto listening = listeners_->add(std::move(channel), std::move(heard));
  if (look <= Duration::zero()) return listening;
  {
    std::lock_guard lock(mutex_);
    interval_ = std::min(interval_, look);
  }
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  wake_.notify_one();
  return listening;
}

// Also what cannot be looked at may have changed: 0 differs from every version.
std::int64_t SqliteWatch::version() {
  auto rows = connection_->run({kVersion});
  return rows ? rows->integer(0, 0) : 0;
}

void SqliteWatch::run() {
  std::int64_t seen = -1;  // what was committed before the first look counts as well
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const auto now = version();
    if (now != seen) {
      // The listeners are the loop's own; this may be gone when it comes to them.
      asio::post(executor_, [listeners = listeners_] { listeners->call_all(); });
    }
    seen = now;
    lock.lock();
    if (!stopping_) wake_.wait_for(lock, interval_);
  }
}

}  // namespace elevaite::adapters::database
