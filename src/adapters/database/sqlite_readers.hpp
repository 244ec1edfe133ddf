// Threads that answer reads, each with a connection of its own: a read never waits for a writer.
#pragma once
#include "adapters/database/sqlite_writer.hpp"

namespace elevaite::adapters::database {

class SqliteReaders {
 public:
  struct Job {
    ports::Statement statement;
    Completion<Outcome> done;
  };

  // What turns out to write is handed to `writer`, which must outlive this.
  SqliteReaders(std::vector<std::unique_ptr<SqliteConnection>> connections, SqliteWriter& writer);
  // Finishes what was submitted.
  ~SqliteReaders();

  // Any thread.
  void submit(Job job);

 private:
  void run(SqliteConnection& connection);

  SqliteWriter& writer_;
  std::vector<std::unique_ptr<SqliteConnection>> connections_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace elevaite::adapters::database
