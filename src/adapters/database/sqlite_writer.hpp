// The one thread that writes. Everything that waits is executed in one transaction, so that
// concurrent batches share one fsync (group commit); each is atomic by itself through a savepoint.
#pragma once
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "adapters/database/sqlite_connection.hpp"

namespace elevaite::adapters::database {

using Outcome = Result<std::vector<ports::Rows>>;

class SqliteWriter {
 public:
  struct Job {
    std::vector<ports::Statement> statements;
    std::string script;  // instead of statements, when not empty
    Completion<Outcome> done;
  };

  explicit SqliteWriter(std::unique_ptr<SqliteConnection> connection);
  // Finishes what was submitted.
  ~SqliteWriter();

  // Any thread.
  void submit(Job job);
  std::uint64_t batches() const { return batches_; }
  std::uint64_t commits() const { return commits_; }

 private:
  void run();
  // Waits for work; empty when there will be none any more.
  std::vector<Job> take();
  void run_group(std::vector<Job> jobs);
  Outcome run_job(const Job& job, bool alone);
  Outcome run_statements(const Job& job);
  void run_one_by_one(std::vector<Job> jobs);
  void commit(std::vector<Job> jobs, std::vector<Outcome> outcomes);
  void checkpoint_when_due(bool idle);

  std::unique_ptr<SqliteConnection> connection_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  int checkpointed_pages_ = 0;
  std::atomic<std::uint64_t> batches_ = 0;
  std::atomic<std::uint64_t> commits_ = 0;
  std::thread thread_;
};

}  // namespace elevaite::adapters::database
