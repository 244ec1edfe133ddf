#include "adapters/database/sqlite_readers.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr std::size_t kMaxQueue = 100'000;

Outcome as_outcome(Result<ports::Rows> rows) {
  TRY(auto answer, std::move(rows));
  std::vector<ports::Rows> all;
  all.push_back(std::move(answer));
  return all;
}

}  // namespace

SqliteReaders::SqliteReaders(std::vector<std::unique_ptr<SqliteConnection>> connections,
                             SqliteWriter& writer)
    : writer_(writer), connections_(std::move(connections)) {
  for (auto& connection : connections_) {
    threads_.emplace_back([this, &connection] { run(*connection); });
  }
}

SqliteReaders::~SqliteReaders() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void SqliteReaders::submit(Job job) {
  std::unique_lock lock(mutex_);
  if (queue_.size() >= kMaxQueue) {
    lock.unlock();
    job.done(Error{ErrorCode::unavailable, "Too many reads are waiting. Try again.", "busy"});
    return;
  }
  queue_.push_back(std::move(job));
  lock.unlock();
  wake_.notify_one();
}

void SqliteReaders::run(SqliteConnection& connection) {
  while (true) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return !queue_.empty() || stopping_; });
    if (queue_.empty()) return;
    auto job = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    auto reads = connection.reads_only(job.statement.sql);
    if (reads.has_error()) {
      job.done(std::move(reads).error());
    } else if (*reads) {
      job.done(as_outcome(connection.run(job.statement)));
    } else {
      std::vector<ports::Statement> statements;
      statements.push_back(std::move(job.statement));
      writer_.submit({std::move(statements), {}, std::move(job.done)});
    }
  }
}

}  // namespace elevaite::adapters::database
