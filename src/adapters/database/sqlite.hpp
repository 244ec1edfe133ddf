// The embedded database: one file, one writing thread, two reading threads. Scopes are not enforced
// here.
#pragma once
#include <memory>
#include <string>

#include "ports/database.hpp"

namespace elevaite::adapters::database {

class SqliteWriter;
class SqliteReaders;
class SqliteWatch;

class SqliteDatabase final : public ports::Database {
 public:
  // Opens or creates the file; an empty path is a database in memory, of this object only.
  static Result<std::unique_ptr<SqliteDatabase>> open(Executor executor, const std::string& path);
  // Finishes what was submitted, then closes the file.
  ~SqliteDatabase() override;

  std::string_view dialect() const override { return "sqlite"; }
  Task<Result<ports::Rows>> query(ports::Scope scope, ports::Statement statement) override;
  Task<Result<std::vector<ports::Rows>>> batch(ports::Scope scope,
                                               std::vector<ports::Statement> statements) override;
  Task<Result<void>> script(std::string sql) override;
  Task<Result<void>> ping(Duration limit) override;
  // Every commit of anybody is a word on all channels.
  std::unique_ptr<ports::Listening> listen(std::string channel, Duration look,
                                           std::function<void()> heard) override;

  // How well group commit works: batches (and writing queries) committed, and commits that took.
  struct Counters {
    std::uint64_t batches = 0;
    std::uint64_t commits = 0;
  };
  Counters counters() const;

 private:
  SqliteDatabase(Executor executor, std::unique_ptr<SqliteWriter> writer,
                 std::unique_ptr<SqliteReaders> readers, std::unique_ptr<SqliteWatch> watch);

  Executor executor_;
  std::unique_ptr<SqliteWriter> writer_;
  std::unique_ptr<SqliteReaders> readers_;  // null for a database in memory
  std::unique_ptr<SqliteWatch> watch_;      // likewise
};

}  // namespace elevaite::adapters::database
